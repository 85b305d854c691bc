import type Fraction from "fraction.js";
import { single } from "../../model/composite.ts";
import { labelsBy } from "../../model/groups.ts";
import { decimal, formatDuration } from "../../model/quantity.ts";
import type { ShareSignal, SlicesSignal } from "../../model/resolved.ts";
import { failuresOf } from "../../model/slices.ts";
import { gaugeQueries } from "./gauge.ts";
import { Inexpressible } from "./inexpressible.ts";
import type { MonitorQuery } from "./monitor.ts";
import { badCount, goodCount, totalCount } from "./series.ts";
import { filter, grouping } from "./tag.ts";

/** Windows that an SLO can have, in seconds (API reference, create an SLO). */
const timeframes: Readonly<Record<number, "7d" | "30d" | "90d">> = { 604800: "7d", 2592000: "30d", 7776000: "90d" };

/** @throws Inexpressible for every other window */
export function timeframe(window: number): "7d" | "30d" | "90d" {
  const found = timeframes[window];
  if (!found) throw new Inexpressible(`an SLO has a window of 7d, 30d or 90d, not of ${formatDuration(window)}`);
  return found;
}

/** What an SLO measures: good events of all, or minutes in which a value is in bounds. */
export type Indicator =
  | { readonly kind: "metric"; readonly numerator: string; readonly denominator: string }
  | (TimeSlice & { readonly kind: "time_slice"; readonly comparator: "<=" | ">="; readonly threshold: number });

/** The figure of a slice: one formula of named queries. */
interface TimeSlice {
  readonly queries: readonly { readonly name: string; readonly query: string }[];
  readonly formula: string;
}

/** Seconds of a slice; 60 and 300 can be had. */
export const sliceSeconds = 60;

/** @throws Inexpressible if one SLO cannot measure the signal */
export function indicator(asked: ShareSignal): Indicator {
  const signal = single(asked);
  const by = labelsBy(signal);
  if (signal.kind === "events") return { kind: "metric", numerator: goodCount(signal, by), denominator: totalCount(signal, by) };
  const { good } = signal;
  const [bound, ...more] = [
    ...(good.under ? [{ comparator: "<=" as const, at: good.under }] : []),
    ...(good.over ? [{ comparator: ">=" as const, at: good.over }] : []),
  ];
  if (!bound || more.length > 0) throw new Inexpressible("a time slice has one bound, not a lower and an upper one");
  return { kind: "time_slice", ...figureOf(signal), comparator: bound.comparator, threshold: bound.at.valueOf() };
}

function figureOf(signal: SlicesSignal): TimeSlice {
  const { metric, measure, where } = signal;
  const by = labelsBy(signal);
  const alone = (aggregate: string): TimeSlice => ({
    queries: [{ name: "value", query: `${aggregate}:${metric.name}${filter(where)}${grouping(by)}` }],
    formula: "value",
  });
  if ("across" in measure) {
    const [value, whole] = gaugeQueries({ metric, where, by, ...measure });
    if (whole === undefined) return alone(measure.across);
    return {
      queries: [
        { name: "value", query: value },
        { name: "whole", query: whole },
      ],
      formula: "value / whole",
    };
  }
  if ("failed" in measure) {
    const failures = failuresOf(signal, measure);
    return {
      queries: [
        { name: "bad", query: badCount(failures, by) },
        { name: "total", query: totalCount(failures, by) },
      ],
      // Without a total there is no share, whatever failed: a minute with too few events has none.
      formula: `default_zero(bad) / ${measure.least > 1 ? `cutoff_min(total, ${measure.least})` : "total"}`,
    };
  }
  if ("each" in measure)
    throw new Inexpressible(
      `a time slice is one value of all series of ${metric.name}; write aggregation: min or max (a minute is bad with any of them), or avg`,
    );
  if (metric.kind !== "distribution") {
    throw new Inexpressible(`${metric.name} is a ${metric.kind}: only a distribution has quantiles at Datadog`);
  }
  return alone(percentile(measure.quantile));
}

/** 19/20 is `p95`, 999/1000 is `p99.9`. */
export function percentile(quantile: Fraction): string {
  return `p${decimal(quantile.mul(100))}`;
}

const hour = 3600;
/** The long window of a burn rate monitor, in seconds ("Burn rate alerts": 1 to 48 hours, in whole hours). */
export const longestBurnWindow = 48 * hour;

/** One tier as a burn rate monitor sees it. */
export interface Burn {
  /** seconds */
  readonly window: number;
  readonly long: number;
  readonly short: number;
  readonly factor: Fraction;
  /** share of good events that the SLO asks for */
  readonly target: Fraction;
}

/**
 * Both windows at or above a burn rate.
 *
 * @param id of the SLO
 * @throws Inexpressible outside of the vendor's limits
 *
 * @example
 * ```datadog
 * burn_rate("<id>").over("30d").long_window("1h").short_window("5m") >= 14.4
 * ```
 */
export function burnRateQuery(id: string, { window, long, short, factor, target }: Burn): MonitorQuery {
  if (long < hour || long > longestBurnWindow || long % hour !== 0)
    throw new Inexpressible(`a burn rate is measured over whole hours, 1h to 48h, not over ${formatDuration(long)}`);
  if (short >= long || short % 60 !== 0)
    throw new Inexpressible(`the short window ${formatDuration(short)} is not a whole number of minutes below ${formatDuration(long)}`);
  const highest = target.neg().add(1).inverse();
  if (factor.compare(highest) > 0)
    throw new Inexpressible(`a burn rate of ${decimal(factor)} is impossible: a total outage burns at ${decimal(highest)}`);
  const critical = decimal(factor);
  const windows = `.over("${timeframe(window)}").long_window("${long / hour}h").short_window("${short / 60}m")`;
  return { query: `burn_rate("${id}")${windows} >= ${critical}`, critical };
}

/** More than the whole budget of an SLO's window is spent: the SLO is missed. */
export function budgetSpentQuery(id: string, window: number): MonitorQuery {
  return { query: `error_budget("${id}").over("${timeframe(window)}") > 100`, critical: "100" };
}
