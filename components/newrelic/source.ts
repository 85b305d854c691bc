import { z } from "zod";
import { type Check, own } from "../../model/check/report.ts";
import type { CheckedKind } from "../../model/checked-vocabulary.ts";
import { join } from "../../model/resolve/matchers.ts";
import type { Sent, SourceBase } from "../../model/resolved.ts";
import { ownership } from "../../model/schema/source.ts";

const schema = z.strictObject({
  kind: z.literal("newrelic"),
  application: z.string().min(1).optional().describe("appName of the agent's events; every query filters by it"),
  evaluator: z.literal("newrelic"),
  ...ownership,
});
type Entry = z.output<typeof schema>;
const words = z.record(z.string().regex(/^[a-zA-Z][a-zA-Z0-9_.]*$/), z.string());

export interface NewRelicSource extends SourceBase {
  readonly kind: "newrelic";
  readonly evaluator: "newrelic";
  /** appName of the agent's events; already part of `environment` */
  readonly application?: string;
}

declare module "../../model/vendors.ts" {
  interface SourceKinds {
    newrelic: { readonly entry: Entry; readonly source: NewRelicSource };
  }
  interface EnvironmentWords {
    newrelic: z.output<typeof words>;
  }
}

/** An environment is known by another attribute than the application. */
const checkApplication: Check = ({ organization }, report) => {
  const { environments, sources } = organization.value;
  const application = Object.entries(sources).find(([, source]) => source.kind === "newrelic" && source.application !== undefined);
  if (!application) return;
  for (const [id, { is }] of Object.entries(environments))
    if (own(is.newrelic, "appName") !== undefined)
      report(
        organization,
        ["environments", id, "is", "newrelic", "appName"],
        "label-taken",
        `the source ${JSON.stringify(application[0])} asks for an appName of its own, its application`,
        { part: "key", way: "distinguish environments by another attribute, or remove application" },
      );
};

/** A counter counts events of a type; what is measured is an attribute of one. */
const ofAttribute = /^[a-zA-Z]\w*\.[a-zA-Z][\w.]*$/;

export const newRelicSource: CheckedKind<Entry> = {
  kind: "newrelic",
  schema,
  environment: { key: "newrelic", schema: words, labels: true },
  senders: ["newrelic"],
  metrics: {
    counter: { form: /^[a-zA-Z]\w*$/, example: "Transaction" },
    gauge: { form: ofAttribute, example: "HostSample.cpuPercent" },
    distribution: { form: ofAttribute, example: "Transaction.duration" },
  },
  label: { form: /^[^`\\\p{Cc}]+$/u, example: "an attribute without backticks and backslashes" },
  // A condition aggregates over at most six hours; service levels know no 30 days, so no SLO.
  traits: {
    limits: { name: "New Relic", longestWindow: 6 * 3600, sloWindows: [] },
    shown: true,
    gaugesAreEvents: true,
    environmentByClient: true,
    sent: ({ name }) => sentAs(name),
  },
  checks: [checkApplication],
  pace: () => ({ scrape: 60, evaluate: 60, points: "points" }),
  matched: ({ application }) => (application === undefined ? [] : ["appName"]),
  resolve: ({ kind, evaluator, application }, base) => {
    if (application === undefined) return { ...base, kind, evaluator };
    return { ...base, kind, evaluator, environment: join(base.environment, { appName: { is: application } }), application };
  },
};

/** `Transaction.duration` is the attribute `duration` of the event `Transaction`. */
function sentAs(name: string): Sent {
  const dot = name.indexOf(".");
  if (dot === -1) return { sort: "event", name, type: "event" };
  return { sort: "event", name: name.slice(0, dot), type: `event with the attribute ${name.slice(dot + 1)}` };
}
