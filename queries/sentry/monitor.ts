import type Fraction from "fraction.js";
import { single } from "../../model/composite.ts";
import type { AlertCondition } from "../../model/condition.ts";
import { groupedSignalsOf } from "../../model/groups.ts";
import { formatDuration, formatShare } from "../../model/quantity.ts";
import type { BadShare, Condition, EventsSignal, Metric } from "../../model/resolved.ts";
import { Inexpressible } from "./inexpressible.ts";
import { conditionsOf, type Reading, readingOf, sentryEnvironment } from "./reading.ts";
import { search } from "./search.ts";

/** What a metric monitor asks every minute, and when the answer is bad. */
export interface MonitorQuery extends Pick<Reading, "dataset" | "eventTypes" | "queryType"> {
  /** for example `count()` or `p95(span.duration)` */
  readonly aggregate: string;
  /** search of the items that are counted or measured */
  readonly query: string;
  readonly environment: string;
  readonly timeWindowSeconds: number;
  /** bad; counts are whole numbers, durations in milliseconds */
  readonly open: Comparison<"gt" | "lt">;
  /** good again: the opposite at the same threshold, so that no value is neither */
  readonly resolve: Comparison<"gte" | "lte">;
}
export interface Comparison<Type> {
  readonly type: Type;
  readonly comparison: number;
}

/** Seconds. The windows that Sentry's pages offer for a metric monitor (getsentry/sentry, `useIntervalChoices`). */
export const windows: readonly number[] = [60, 300, 600, 900, 1800, 3600, 7200, 14_400, 86_400];

/**
 * A condition as the query of one metric monitor.
 *
 * A share of events above a bound is above s exactly when the quantile 1 - s is above the bound: "more than 5 % take
 * longer than 2 s" is `p95 > 2000`.
 *
 * @throws Inexpressible if a metric monitor cannot say it
 *
 * @example
 * "More than 5 % of requests take longer than 800 ms over 10m": `p95(span.duration) > 800`, of what matches
 * ```text
 * environment:live is_transaction:true release_line:stable transaction:"POST /course*"
 * ```
 */
export function monitorQuery(when: AlertCondition): MonitorQuery {
  if (groupedSignalsOf(when).length > 0)
    throw new Inexpressible("a metric monitor has no groups; remove by and at-most, or write a signal for each group that matters");
  switch (when.kind) {
    case "count":
      return {
        ...itemsOf(when.signal),
        aggregate: "count()",
        timeWindowSeconds: windowOf(when.over, readingOf(when.signal.metric)),
        ...thresholds(when.compare, when.threshold),
      };
    case "bad-share":
      return shareQuery(when);
    default:
      throw new Inexpressible(reasons[when.kind]);
  }
}

const reasons: Readonly<Record<Exclude<AlertCondition["kind"], "count" | "bad-share">, string>> = {
  value: "Sentry holds events, not gauges: a value has no monitor; count events, or ask for a share of them",
  forecast: "Sentry holds events, not gauges: a value has no forecast",
  change: "a change in percent has no least number of events at Sentry; write a count with above or below what is usual",
  age: "Sentry knows no age; write count: { below: 1 } over one of its windows",
  occurs: "an occurrence is no query of a metric monitor",
  absent: "Sentry cannot distinguish missing data from health; write missing: quiet with a why, or monitor the sender elsewhere",
  "or-absent": "Sentry cannot distinguish missing data from health; write missing: quiet with a why, or monitor the sender elsewhere",
  groups: "a metric monitor counts no groups",
  any: "a metric monitor compares one number with one threshold and cannot join conditions: a burn rate needs another source",
  all: "a metric monitor compares one number with one threshold and cannot join conditions: a burn rate needs another source",
  unless: "a metric monitor compares one number with one threshold and cannot join conditions: a burn rate needs another source",
  recovered: "a metric monitor ends with its one threshold",
  flapping: "a metric monitor ends with its one threshold",
  "source-silent": "Sentry cannot report its own silence",
  "probe-fails": "a metric monitor asks no endpoint",
  certificate: "a metric monitor asks no endpoint",
  "no-sign-of-life": "a metric monitor cannot expect heartbeats",
};

function shareQuery({ signal: asked, above, over, least }: BadShare): MonitorQuery {
  const signal = single(asked);
  if (signal.kind === "slices") throw new Inexpressible("a metric monitor cannot count bad minutes; use a share of events");
  if (least > 0) throw new Inexpressible(`a monitor of a percentile cannot also count ${least} failures; remove \`least\``);
  const bound = boundOf(signal);
  const reading = readingOf(signal.metric);
  return {
    ...itemsOf(signal),
    aggregate: `${percentileOf(above)}(${reading.column})`,
    timeWindowSeconds: windowOf(over, reading),
    ...thresholds("above", inMilliseconds(bound, signal.metric)),
  };
}

function boundOf({ bad, metric }: EventsSignal): Fraction {
  if ("overBound" in bad && readingOf(metric).column !== undefined) return bad.overBound;
  if ("upToBound" in bad)
    throw new Inexpressible("spans have no low percentile that says how many were too fast; measure it in another source");
  throw new Inexpressible("a metric monitor cannot divide two counts; a share needs a distribution and a bound, or count the failures");
}

/** Shares (as `1/n`) whose quantile Sentry's spans have as a function (getsentry/sentry `eap/spans/aggregates.py`). */
const percentiles: Readonly<Record<string, string>> = { "1/2": "p50", "1/4": "p75", "1/10": "p90", "1/20": "p95", "1/100": "p99" };

/**
 * The percentile that is above a bound exactly when more than `share` is.
 *
 * @throws Inexpressible for other shares: `percentile(x, q)` exists on the dataset of transactions alone, which takes no
 * new monitors
 */
export function percentileOf(share: Fraction): string {
  const found = percentiles[share.toFraction()];
  if (found) return found;
  throw new Inexpressible(`a share of ${formatShare(share)} has no percentile on spans; Sentry has 50%, 25%, 10%, 5% and 1%`);
}

/** Durations of spans are in milliseconds. */
function inMilliseconds(bound: Fraction, { unit, name }: Metric): Fraction {
  if (unit === "ms") return bound;
  if (unit === "s") return bound.mul(1000);
  throw new Inexpressible(`${name} is a duration: its unit is ms or s`);
}

function itemsOf(signal: Extract<Condition, { kind: "count" }>["signal"] | EventsSignal) {
  const { dataset, eventTypes, queryType, only } = readingOf(signal.metric);
  const query = [only, search(conditionsOf(signal))].filter((part) => part !== undefined && part !== "").join(" ");
  return { dataset, eventTypes, queryType, query, environment: sentryEnvironment(signal) };
}

/** Spans are not watched by the single minute. */
function windowOf(over: number, { dataset }: Reading): number {
  const offered = windows.filter((window) => dataset === "events" || window > 60);
  if (offered.includes(over)) return over;
  throw new Inexpressible(`Sentry does not offer a window of ${formatDuration(over)}; choose ${offered.map(formatDuration).join(", ")}`);
}

function thresholds(compare: "above" | "below", threshold: Fraction): Pick<MonitorQuery, "open" | "resolve"> {
  const comparison = threshold.valueOf();
  return compare === "above"
    ? { open: { type: "gt", comparison }, resolve: { type: "lte", comparison } }
    : { open: { type: "lt", comparison }, resolve: { type: "gte", comparison } };
}
