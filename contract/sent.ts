import type { Metric } from "../model/resolved.ts";
import type { Item } from "./item.ts";

/** A metric by the name under which the application really sends it. */
type Sent = Pick<Item, "sort" | "name" | "type"> & { readonly series?: readonly string[] };

/**
 * Names and kinds on the wire, by kind of source. The letters are those of the DogStatsD protocol (docs.datadoghq.com,
 * "Datagram Format and Shell Usage"); the suffixes those of the Prometheus exposition formats.
 *
 * @throws Error for a source that asks endpoints: it holds no metric, which the checks refuse
 */
export function sent(metric: Metric): Sent {
  const { from, kind, name } = metric;
  switch (from.kind) {
    case "prometheus":
      return { sort: "series", name, type: kind, series: seriesOf(metric) };
    case "datadog":
      return { sort: "series", name, type: dogstatsd[kind] };
    case "cloudwatch-logs":
      return { sort: "log-line", name: from.group, type: `line (${from.format}), counted as ${name}` };
    case "sentry":
      return { sort: "event", name, type: kind === "counter" ? "event" : "transaction" };
    case "newrelic":
      return newRelic(name);
    case "digitalocean":
      return { sort: "host-metric", name, type: `${kind}, from the agent on hosts with the tag ${from.tag}` };
    case "better-stack":
    case "uptimerobot":
    case "datadog-synthetics":
    case "grafana-synthetics":
      throw new Error(`${from.id} asks endpoints and holds no metric`);
  }
}

const dogstatsd: Readonly<Record<Metric["kind"], string>> = {
  counter: "count (c)",
  gauge: "gauge (g)",
  distribution: "distribution (d)",
  histogram: "histogram (h)",
};

/** Series that belong to one metric in a Prometheus: a histogram has three, of which the sum is read by nobody here. */
function seriesOf({ kind, name }: Metric): string[] {
  return kind === "histogram" ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name];
}

/** `Transaction.duration` is the attribute `duration` of the event `Transaction`. */
function newRelic(name: string): Sent {
  const dot = name.indexOf(".");
  if (dot === -1) return { sort: "event", name, type: "event" };
  return { sort: "event", name: name.slice(0, dot), type: `event with the attribute ${name.slice(dot + 1)}` };
}
