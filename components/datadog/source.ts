import { z } from "zod";
import { type Prober, proberKind, proberSchema } from "../../model/prober-kind.ts";
import { parseDuration } from "../../model/quantity.ts";
import type { Metric, SourceBase, SourceTraits } from "../../model/resolved.ts";
import { ownership } from "../../model/schema/source.ts";
import { delay } from "../../model/schema/text.ts";
import type { SourceKind } from "../../model/source-kind.ts";

declare module "../../model/vendors.ts" {
  interface VendorRoles {
    datadog: "logs";
  }
}

const schema = z.strictObject({
  kind: z.literal("datadog"),
  client: z.literal("dogstatsd").describe("client library: each flush sends one point"),
  prefix: z
    .string()
    .regex(/^([a-z][a-z0-9_]*\.)*$/, "a prefix such as emailai.")
    .default("")
    .describe("prefix of every metric name"),
  flush: delay.default("10s").describe("flush interval of the client's agent"),
  evaluator: z.literal("datadog"),
  "long-tiers": z
    .literal("metric-monitors")
    .optional()
    .describe("create burn tiers longer than 48 h as metric monitors, because SLO alerts do not support them"),
  ...ownership,
});
type Entry = z.output<typeof schema>;
const words = z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), z.string());

export interface DatadogSource extends SourceBase {
  readonly kind: "datadog";
  readonly evaluator: "datadog";
  /** prefix of every metric name; already part of `Metric.name` */
  readonly prefix: string;
  /** burn tiers longer than 48 h become metric monitors */
  readonly longTiers: boolean;
}

const syntheticsSchema = proberSchema("datadog-synthetics");
type SyntheticsEntry = z.output<typeof syntheticsSchema>;

declare module "../../model/vendors.ts" {
  interface SourceKinds {
    datadog: { readonly entry: Entry; readonly source: DatadogSource };
    "datadog-synthetics": { readonly entry: SyntheticsEntry; readonly source: Prober<"datadog-synthetics", "datadog"> };
  }
  interface EnvironmentWords {
    datadog: z.output<typeof words>;
  }
}

const hour = 3600;
const day = 24 * hour;

/** Letters of the DogStatsD protocol (docs.datadoghq.com, "Datagram Format and Shell Usage"). */
const dogstatsd: Readonly<Record<Metric["kind"], string>> = {
  counter: "count (c)",
  gauge: "gauge (g)",
  distribution: "distribution (d)",
  histogram: "histogram (h)",
};

/** SLOs over 7, 30 or 90 days, floors too; burn-rate alerts on them look back on 1 h to 48 h; a metric monitor on at most a week. */
const traits = {
  limits: {
    name: "Datadog",
    longestWindow: 7 * day,
    tier: { shortest: hour, longest: 2 * day },
    sloWindows: [7 * day, 30 * day, 90 * day],
  },
  shown: true,
  form: "datagrams",
  silence: ({ id }) => ({ title: `The data source ${id} does not answer`, missed: `No agent has reported to ${id}` }),
  living: ({ evaluator }) => ({ evaluator, name: "Datadog" }),
  sent: ({ name, kind }) => ({ sort: "series", name, type: dogstatsd[kind] }),
  nameOf: ({ prefix }: DatadogSource, name) => `${prefix}${name}`,
} as const satisfies SourceTraits;
const withLongTiers: SourceTraits = {
  ...traits,
  limits: { ...traits.limits, tier: { ...traits.limits.tier, longest: traits.limits.longestWindow } },
};

const metricName = { form: /^[a-zA-Z][a-zA-Z0-9_.]*$/, example: "orders.created" };

export const datadogSource: SourceKind<Entry> = {
  kind: "datadog",
  schema,
  environment: { key: "datadog", schema: words, labels: true },
  senders: ["datadog"],
  metrics: { counter: metricName, gauge: metricName, distribution: metricName },
  label: { form: /^[a-z][a-z0-9_]*$/, example: "lower-case letters, digits and _, such as service_name" },
  traits,
  // A monitor of a short window is evaluated every minute.
  pace: ({ flush }) => ({ scrape: parseDuration(flush), evaluate: 60, points: "flushes" }),
  resolve: ({ kind, evaluator, prefix, "long-tiers": long }, base) => {
    const longTiers = long === "metric-monitors";
    return { ...base, kind, evaluator, prefix, longTiers, traits: longTiers ? withLongTiers : traits };
  },
};

const { as, ...synthetics } = proberKind("Datadog Synthetics", "datadog");
export const datadogSynthetics: SourceKind<SyntheticsEntry> = {
  ...synthetics,
  kind: "datadog-synthetics",
  schema: syntheticsSchema,
  resolve: ({ kind }, base) => as(kind, base),
};
