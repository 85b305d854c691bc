import { z } from "zod";
import type { CheckedKind } from "../../model/checked-vocabulary.ts";
import { isNative } from "../../model/native-histogram.ts";
import { parseDuration } from "../../model/quantity.ts";
import { derive } from "../../model/resolve/derive.ts";
import type { Metric, Source, SourceBase, SourceTraits } from "../../model/resolved.ts";
import type { Derived } from "../../model/schema/meaning.ts";
import { ownership } from "../../model/schema/source.ts";
import { delay, id, provenance } from "../../model/schema/text.ts";
import {
  checkAlertLabels,
  checkCarriedLabels,
  checkCounts,
  checkJobs,
  checkLookback,
  checkNative,
  checkRaw,
  checkScraped,
  labelForm,
} from "./source-checks.ts";

/** A group of targets that are scraped alike. */
const job = z.strictObject({
  targets: z.array(z.string().regex(/^[^\s/]+:\d+$/, "host:port")).min(1),
  path: z.string().startsWith("/").default("/metrics"),
  labels: z.record(z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/), z.string()).default({}),
  ...provenance,
});
const { labels, ...owners } = ownership;
const schema = z.strictObject({
  kind: z.literal("prometheus"),
  datasource: z.string().min(1).max(40).describe("uid of the Grafana data source"),
  scrape: delay.describe("how often targets are scraped"),
  evaluate: delay.default("30s").describe("how often alerts are evaluated"),
  evaluator: z
    .enum(["grafana", "prometheus"])
    .describe("grafana: Grafana-managed rules, notified by Grafana; prometheus: rule files, notified by Alertmanager"),
  server: z
    .enum(["prometheus", "victoria-metrics"])
    .default("prometheus")
    .describe("what stores the series and answers queries: VictoriaMetrics counts increases in another way"),
  counts: z
    .enum(["extrapolated", "anchored"])
    .default("extrapolated")
    .describe("how the events of a minute are counted: anchored reads whole samples, and needs a feature flag of the server"),
  labels,
  jobs: z.record(id, job).default({}).describe("what it scrapes: rendered into its configuration"),
  ...owners,
});
type Entry = z.output<typeof schema>;
const words = z.record(z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/), z.string());

/** What is resolved as it is written. */
const keys = schema.pick({ kind: true, evaluator: true, server: true, counts: true, datasource: true, jobs: true });
export interface PrometheusSource extends SourceBase, Derived<z.output<typeof keys>> {}
export type ScrapeJob = PrometheusSource["jobs"][number];

declare module "../../model/vendors.ts" {
  interface SourceKinds {
    prometheus: { readonly entry: Entry; readonly source: PrometheusSource };
  }
  interface EnvironmentWords {
    prometheus: z.output<typeof words>;
  }
}

/** Words that PromQL reads as a number or as part of its grammar where a metric is due (prometheus/prometheus, promql/parser/generated_parser.y). */
const metricName = {
  form: /^(?!(?:inf|nan|bool|on|ignoring|group_left|group_right|atan2)$|__)[a-zA-Z_:][a-zA-Z0-9_:]*$/i,
  example: "http_requests_total",
};

/** `anchored`; of native histograms since 3.13 (prometheus/prometheus, CHANGELOG.md). */
const extendedRanges = { name: "promql-extended-range-selectors", since: "Prometheus 3.7, with native histograms 3.13" };
const isAnchored = (source: Source) => source.kind === "prometheus" && source.counts === "anchored";

const serverOf = (source: Source) => (source.kind === "prometheus" ? source.server : "prometheus");

/** It looks back on whatever its retention holds. Its rules (`keep_firing_for`) and Grafana's (`keepFiringFor`) can outlast their condition. */
const traits: SourceTraits = {
  limits: { name: "Grafana", keepsFiring: true },
  shown: true,
  form: "exposition",
  series: {
    // prometheus.io, "Jobs and instances": "Automatically generated labels and time series".
    made: /^(up|scrape_[a-z_]+)$/,
    answering: { name: "up", labels: ["job", "instance"] },
    // Whole blocks are deleted. The default is 15 days (https://prometheus.io/docs/prometheus/latest/storage/).
    deletedBy: 86_400,
    exact: (source) => serverOf(source) === "victoria-metrics" || isAnchored(source),
    features: (source) => (isAnchored(source) ? [extendedRanges] : []),
    engine: (source) => (serverOf(source) === "prometheus" ? "rule-manager" : "vmalert-tool"),
    keeping: (duration, source) =>
      serverOf(source) === "prometheus" ? `--storage.tsdb.retention.time=${duration}` : `-retentionPeriod=${duration}`,
  },
  sent: (metric) => ({ sort: "series", name: metric.name, type: typeOf(metric), series: seriesOf(metric) }),
  // An evaluator cannot report its own failure; the dead man's switch does.
  silence: ({ id, evaluator }) =>
    evaluator === "grafana"
      ? {
          title: `The data source ${id} does not answer, or none of its targets`,
          missed: `There has been no answer from ${id}, or it has heard of no target,`,
        }
      : { title: `No target of ${id} answers`, missed: `No target of ${id} has answered` },
  sender: ({ evaluator }) => (evaluator === "prometheus" ? "alertmanager" : evaluator),
  living: (source) =>
    source.evaluator === "grafana" ? { evaluator: "grafana", name: "Grafana" } : { evaluator: "prometheus", name: "Prometheus", source },
};

/** Series that belong to one metric: a histogram with buckets has three, of which nothing here reads the sum; a native one is one. */
function seriesOf(metric: Metric): string[] {
  const { name, kind, native } = metric;
  if (kind !== "histogram" || isNative(metric)) return [name];
  return [`${name}_bucket`, `${name}_count`, `${name}_sum`, ...(native ? [name] : [])];
}

function typeOf(metric: Metric): string {
  if (!metric.native) return metric.kind;
  return isNative(metric) ? "native histogram" : "histogram with buckets, and native beside them";
}

export const prometheusSource: CheckedKind<Entry> = {
  kind: "prometheus",
  schema,
  environment: { key: "prometheus", schema: words, labels: true },
  senders: ["grafana", "prometheus", "alertmanager"],
  metrics: { counter: metricName, gauge: metricName, histogram: metricName },
  label: labelForm,
  raw: true,
  // Prometheus: the end of the query (https://prometheus.io/docs/prometheus/latest/querying/basics/#modifier). Tried with vmalert-tool.
  calendar: ({ server }) =>
    server === "victoria-metrics" ? "VictoriaMetrics reads `@ end()` in a subquery as the end of that subquery, which is later" : undefined,
  traits,
  checks: [checkLookback, checkScraped, checkJobs, checkAlertLabels, checkCarriedLabels, checkNative, checkCounts, checkRaw],
  pace: ({ scrape, evaluate }) => ({
    scrape: parseDuration(scrape),
    evaluate: parseDuration(evaluate),
    points: "scrapes",
    byTheHour: true,
  }),
  resolve: (entry, base) => ({ ...base, ...derive(keys, entry, {}) }),
};
