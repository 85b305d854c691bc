import { z } from "zod";
import type { SourceBase } from "../../model/resolved.ts";
import { ownership } from "../../model/schema/source.ts";
import type { SourceKind } from "../../model/source-kind.ts";

const schema = z.strictObject({
  kind: z.literal("sentry"),
  organization: z.string().min(1).describe("slug at Sentry"),
  project: z.string().min(1).describe("slug at Sentry"),
  evaluator: z.literal("sentry"),
  ...ownership,
});
type Entry = z.output<typeof schema>;
const words = z.strictObject({ environment: z.string().min(1) });

export interface SentrySource extends SourceBase {
  readonly kind: "sentry";
  readonly evaluator: "sentry";
  readonly sentryOrganization: string;
  readonly project: string;
}

declare module "../../model/vendors.ts" {
  interface SourceKinds {
    sentry: { readonly entry: Entry; readonly source: SentrySource };
  }
  interface EnvironmentWords {
    sentry: z.output<typeof words>;
  }
}

const name = { form: /^[a-z][a-z_.]*$/, example: "error or transaction.duration" };

export const sentrySource: SourceKind<Entry> = {
  kind: "sentry",
  schema,
  environment: { key: "sentry", schema: words, labels: true },
  senders: ["sentry"],
  metrics: { counter: { ...name, names: ["error"] }, distribution: { ...name, names: ["transaction.duration"] } },
  label: { form: /^[a-zA-Z_][a-zA-Z0-9_.-]{0,199}$/, example: "a tag such as server_name" },
  // A metric monitor counts over at most one day, and one over two windows at once does not exist, so no SLO.
  traits: {
    limits: { name: "Sentry", longestWindow: 86_400, sloWindows: [] },
    environmentByClient: true,
    sent: ({ name, kind }) => ({ sort: "event", name, type: kind === "counter" ? "event" : "transaction" }),
  },
  knowsCauses: true,
  pace: () => ({ scrape: 60, evaluate: 60, points: "points" }),
  resolve: ({ kind, evaluator, organization, project }, base) => ({ ...base, kind, evaluator, sentryOrganization: organization, project }),
};
