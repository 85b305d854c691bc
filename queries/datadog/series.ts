import { decimal } from "../../model/quantity.ts";
import type { CountSignal, EventsSignal, Matchers, Metric } from "../../model/resolved.ts";
import { Inexpressible } from "./inexpressible.ts";
import { filter, grouping } from "./tag.ts";

/** Every metric is asked for by the key of its tags and the aggregation over its series, as a count of events. */
type Counted = EventsSignal | CountSignal;

const countable = { counter: "sum", distribution: "count" } as const;

/**
 * How many events a metric counts: of a counter the increments, of a distribution its values.
 *
 * @throws Inexpressible for a kind of metric that counts nothing at Datadog
 */
export function eventsOf(metric: Metric, where: Matchers | readonly Matchers[], by: readonly string[] = [], unless: Matchers = {}): string {
  return `${countsBy(metric)}:${metric.name}${filter(where, unless)}${grouping(by)}`;
}

function countsBy(metric: Metric): "sum" | "count" {
  if (metric.kind === "counter" || metric.kind === "distribution") return countable[metric.kind];
  const way = metric.kind === "histogram" ? "DogStatsD sends no buckets, so declare a distribution" : "declare a counter or a distribution";
  throw new Inexpressible(`${metric.name} is a ${metric.kind}, which counts no events at Datadog; ${way}`);
}

/** How many values of a distribution lie on one side of a bound: a threshold query. */
function valuesBeyond(metric: Metric, compare: ">" | "<=", bound: string, where: Matchers, by: readonly string[]): string {
  if (metric.kind !== "distribution")
    throw new Inexpressible(`${metric.name} is a ${metric.kind}: only a distribution can count the values beyond a bound`);
  return `count(v: v${compare}${bound}):${metric.name}${filter(where)}${grouping(by)}`;
}

const asCount = (query: string): string => `${query}.as_count()`;

/** All events of a signal. Counts, never rates: a ratio of rates is weighted by the points, not by the events. */
export function totalCount(signal: Counted, by: readonly string[] = []): string {
  return asCount(eventsOf(signal.metric, signal.where, by));
}

/** The bad events of a signal. */
export function badCount(signal: EventsSignal, by: readonly string[] = []): string {
  const { bad, metric, where } = signal;
  if ("raw" in bad) throw new Inexpressible("a raw query is not in its language");
  if ("overBound" in bad) return asCount(valuesBeyond(metric, ">", decimal(bad.overBound), where, by));
  if ("upToBound" in bad) return asCount(valuesBeyond(metric, "<=", decimal(bad.upToBound), where, by));
  if ("metric" in bad) return asCount(eventsOf(bad.metric, bad.where, by));
  if ("allBut" in bad) return asCount(eventsOf(metric, where, by, bad.allBut));
  if ("good" in bad)
    throw new Inexpressible(
      `a query has no answer without good events, when all are bad: ${bad.good.name} cannot be subtracted from ${metric.name}; count the bad ones, or send one counter with a tag`,
    );
  return asCount(eventsOf(metric, [where, bad.filter], by));
}

/** The good events of a signal: those that the filter of the bad ones does not select, those without its tags too. */
export function goodCount(signal: EventsSignal, by: readonly string[] = []): string {
  const { bad, metric, where } = signal;
  if ("raw" in bad) throw new Inexpressible("a raw query is not in its language");
  if ("overBound" in bad) return asCount(valuesBeyond(metric, "<=", decimal(bad.overBound), where, by));
  if ("upToBound" in bad) return asCount(valuesBeyond(metric, ">", decimal(bad.upToBound), where, by));
  if ("metric" in bad) return `${totalCount(signal, by)} - ${badCount(signal, by)}`;
  if ("good" in bad) return asCount(eventsOf(bad.good, bad.where, by));
  if ("allBut" in bad) return asCount(eventsOf(metric, [where, bad.allBut], by));
  return asCount(eventsOf(metric, where, by, bad.filter));
}
