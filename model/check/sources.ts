import { nginxCombinedFields } from "../log-format.ts";
import { nearest } from "../nearest.ts";
import { formatDuration, parseDuration } from "../quantity.ts";
import { kindAndName } from "../resolve/signals.ts";
import { environmentInName, environmentKeyOf, type SourceEntry, type SourceKind } from "../resolve/source.ts";
import type { MetricEntry } from "../schema/metric.ts";
import type { Check, Report } from "./report.ts";
import { type CheckedService, type MetricKind, servicesOf, sourceOf } from "./service.ts";

/** Who asks endpoints holds no metric: a probe is a signal of its own. */
const asked = { kinds: [], form: /^$/, example: "a probe" } as const;

/** Words that PromQL reads as a number or as part of its grammar where a metric is due (prometheus/prometheus, promql/parser/generated_parser.y). */
const prometheusName = /^(?!(?:inf|nan|bool|on|ignoring|group_left|group_right|atan2)$|__)[a-zA-Z_:][a-zA-Z0-9_:]*$/i;

/** What each kind of source can hold, and what the name of a metric looks like there. */
const holds: Readonly<Record<SourceKind, { kinds: readonly MetricKind[]; form: RegExp; example: string }>> = {
  prometheus: { kinds: ["counter", "gauge", "histogram"], form: prometheusName, example: "http_requests_total" },
  datadog: { kinds: ["counter", "gauge", "distribution"], form: /^[a-zA-Z][a-zA-Z0-9_.]*$/, example: "orders.created" },
  "cloudwatch-logs": { kinds: ["counter"], form: /^[a-zA-Z][a-zA-Z0-9_]*$/, example: "failed_requests" },
  sentry: { kinds: ["counter", "distribution"], form: /^[a-z][a-z_.]*$/, example: "error or transaction.duration" },
  newrelic: {
    kinds: ["counter", "gauge", "distribution"],
    form: /^[a-zA-Z][a-zA-Z0-9_]*(\.[a-zA-Z][a-zA-Z0-9_.]*)?$/,
    example: "Transaction, or Transaction.duration for one of its attributes",
  },
  digitalocean: { kinds: ["gauge"], form: /^[a-z0-9_]+$/, example: "cpu" },
  "better-stack": asked,
  uptimerobot: asked,
  "datadog-synthetics": asked,
  "grafana-synthetics": asked,
};

/** Some vendors name what they measure; there is nothing else to ask them for. */
const namesAt: Partial<Record<SourceKind, Partial<Record<MetricKind, readonly string[]>>>> = {
  sentry: { counter: ["error"], distribution: ["transaction.duration"] },
  digitalocean: { gauge: ["cpu", "memory_utilization_percent", "disk_utilization_percent", "load_1", "load_5", "load_15"] },
};

/** A counter of New Relic counts events of a type; what is measured is an attribute of one. */
const ofAttribute = /^[a-zA-Z]\w*\.[a-zA-Z][\w.]*$/;
const formsAt: Partial<Record<SourceKind, Partial<Record<MetricKind, { readonly form: RegExp; readonly example: string }>>>> = {
  newrelic: {
    counter: { form: /^[a-zA-Z]\w*$/, example: "Transaction" },
    gauge: { form: ofAttribute, example: "HostSample.cpuPercent" },
    distribution: { form: ofAttribute, example: "Transaction.duration" },
  },
};

/** Prometheus answers with no sample older than this (s; `--query.lookback-delta`, five minutes by default). */
const lookback = 300;

/** Every source can be told apart by environment, and holds only what its kind can hold. */
export const checkSources: Check = (checked, report) => {
  const { organization } = checked;
  const { sources, environments } = organization.value;
  const told = new Set<SourceKind>();
  for (const [id, source] of Object.entries(sources)) {
    const key = environmentKeyOf[source.kind];
    if (source.kind === "prometheus" && 2 * parseDuration(source.scrape) >= lookback)
      report(
        organization,
        ["sources", id, "scrape"],
        "scrape-too-slow",
        `after one missed scrape the last value is ${formatDuration(2 * parseDuration(source.scrape))} old`,
      );
    if (source.kind === "cloudwatch-logs" && !source.group.includes(environmentInName) && Object.keys(environments).length > 1)
      report(organization, ["sources", id, "group"], "environments-overlap", `all environments write to ${source.group}`, {
        way: `write ${environmentInName} where the name tells the environment`,
      });
    if (told.has(source.kind)) continue;
    told.add(source.kind);
    for (const [environment, { is }] of Object.entries(environments))
      if (key !== undefined && is[key] === undefined)
        report(
          organization,
          ["environments", environment, "is"],
          "environment-unwritten",
          `nothing says how ${JSON.stringify(environment)} is written in the data of ${JSON.stringify(id)}`,
          { part: "key", way: `write ${key} with the words that the data use` },
        );
  }
  for (const scope of servicesOf(checked))
    for (const [id, metric] of Object.entries(scope.service.metrics)) {
      const source = sourceOf(scope, metric);
      if (source) checkMetric(scope, id, metric, source, report);
    }
};

function checkMetric(scope: CheckedService, id: string, metric: MetricEntry, source: SourceEntry, report: Report): void {
  const at = [...scope.path, "metrics", id];
  const { kind, name } = kindAndName(metric);
  const { kinds } = holds[source.kind];
  const { form, example } = formsAt[source.kind]?.[kind] ?? holds[source.kind];
  if (!kinds.includes(kind)) {
    report(
      scope.part,
      [...at, kind],
      "kind-not-in-source",
      `a source of the kind ${source.kind} holds no ${kind}${kinds.length > 0 ? `, only ${kinds.join(", ")}` : ", nor any other metric"}`,
      {
        part: "key",
      },
    );
    return;
  }
  const known = namesAt[source.kind]?.[kind];
  if (known ? !known.includes(name) : !form.test(name))
    report(
      scope.part,
      [...at, kind],
      "invalid-metric-name",
      `${JSON.stringify(name)} is no name of a ${kind} in a source of the kind ${source.kind}`,
      {
        nearest: known && nearest(name, known),
        way: `write one such as ${known?.join(" or ") ?? example}`,
      },
    );
  if (source.kind !== "cloudwatch-logs" || source.format !== "nginx-combined") return;
  for (const [index, label] of metric.labels.entries())
    if (!nginxCombinedFields.some((field) => field === label))
      report(scope.part, [...at, "labels", index], "unknown-label", `a line of the combined format has no field ${JSON.stringify(label)}`, {
        nearest: nearest(label, nginxCombinedFields),
      });
}
