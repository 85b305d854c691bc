import Fraction from "fraction.js";
import { oldestId } from "../../model/ids.ts";
import { decimal, formatDuration } from "../../model/quantity.ts";
import type { CountSignal, EventsSignal, Matchers, Metric, ShareSignal, SlicesSignal } from "../../model/resolved.ts";
import { bucketMatcher } from "./bucket.ts";
import { selector } from "./selector.ts";

/** Signals that are recorded by the minute. */
export type RecordedSignal = ShareSignal | CountSignal;

/** Recordings and their tiles are one minute apart. */
export const tileSeconds = 60;

/**
 * Events of the last minute, of all series together. The window of `rate` reaches one scrape further back than the
 * minute, to the sample before it: so no increment falls between two tiles, and consecutive tiles add up to the whole.
 * At scrapes of a minute it covers two, which tolerates a missed one. Rounded, because a sum of whole events must not
 * be 3.0000000000000004 where a condition says more than three.
 */
export function totalTile(signal: RecordedSignal): string {
  return signal.kind === "slices" ? sliceTotal(signal) : rounded(perMinute(totalRate(signal, tileWindow(signal.from.scrape))));
}

/** Bad events of the last minute; 0 where no bad series exists yet, nothing where there is no traffic data at all. */
export function badTile(signal: ShareSignal): string {
  return signal.kind === "slices" ? sliceBad(signal) : rounded(perMinute(badRate(signal, tileWindow(signal.from.scrape))));
}

/** Seconds that a tile's `rate` looks back. */
export function tileWindow(scrape: number): number {
  return Math.max(tileSeconds + scrape, 3 * scrape);
}

/** All events per second, `window` in seconds, as a sum by `by`. */
export function totalRate(signal: RecordedSignal, window: number, sum = "sum"): string {
  return `${sum}(rate(${selector(totalName(signal.metric), signal.where)}[${formatDuration(window)}]))`;
}

/** Bad events per second. Latency is the total less the bucket of the bound; a bad series not yet born counts 0. */
export function badRate(signal: EventsSignal, window: number, sum = "sum"): string {
  const total = totalRate(signal, window, sum);
  const over = `[${formatDuration(window)}]`;
  if ("overBound" in signal.bad) {
    const bucket = selector(`${signal.metric.name}_bucket`, signal.where, bucketMatcher(signal.bad.overBound));
    return `clamp_min(\n  ${total}\n  - ${sum}(rate(${bucket}${over})),\n  0\n)`;
  }
  const bad =
    "metric" in signal.bad
      ? selector(totalName(signal.bad.metric), signal.bad.metric.where, signal.where)
      : selector(totalName(signal.metric), signal.where, signal.bad.filter);
  return `(\n  ${sum}(rate(${bad}${over}))\n  or ${total} * 0\n)`;
}

/** The series that counts all events of a metric. */
export function totalName(metric: Metric): string {
  return metric.kind === "histogram" ? `${metric.name}_count` : metric.name;
}

/**
 * Labels of a signal's recorded series. They are its oldest ids: a rename must not begin a new history, which would
 * hand out a fresh error budget.
 */
export function recordedLabels(signal: RecordedSignal): Record<string, string> {
  const environment = Object.entries(signal.from.environment).map(([label, matcher]) => [
    label,
    "is" in matcher ? matcher.is : signal.environment,
  ]);
  return { ...Object.fromEntries(environment), service: signal.service, sli: oldestId(signal), system: signal.system };
}

/** The matchers of a signal's recorded series: every window of every alert and panel reads them. */
const recordedMatchers = new WeakMap<RecordedSignal, string>();

export function recordedSelector(name: string, signal: RecordedSignal): string {
  const known = recordedMatchers.get(signal);
  if (known !== undefined) return name + known;
  const labels: Matchers = Object.fromEntries(Object.entries(recordedLabels(signal)).map(([label, is]) => [label, { is }]));
  const matchers = selector("", labels);
  recordedMatchers.set(signal, matchers);
  return name + matchers;
}

const perMinute = (rate: string): string => `${rate} * ${tileSeconds}`;
const rounded = (expression: string): string =>
  expression.includes("\n") ? `round(\n  ${expression.replace(/\n/g, "\n  ")},\n  0.001\n)` : `round(${expression}, 0.001)`;

/** A minute counts where it has a value; of a histogram, where it has events. */
function sliceTotal(signal: SlicesSignal): string {
  if ("across" in signal.measure) return `count(${selector(signal.metric.name, signal.where)}) > bool 0`;
  return `${totalRate(signal, tileWindow(signal.from.scrape))} > bool 0`;
}

/**
 * 1 in a minute that is out of bounds. "The 95 % quantile is above the bound" is "more than 5 % of the events are above
 * it": the second needs no interpolation between buckets, and says nothing odd about a minute without events.
 */
function sliceBad(signal: SlicesSignal): string {
  const { measure, good } = signal;
  const bounds = [...outside(good.under, ">"), ...outside(good.over, "<")];
  if ("across" in measure) {
    const value = `${measure.across}(${selector(signal.metric.name, signal.where)})`;
    return anyOf(bounds.map(({ compare, bound }) => `(${value} ${compare} bool ${decimal(bound)})`));
  }
  const window = tileWindow(signal.from.scrape);
  const total = totalRate(signal, window);
  const parts = bounds.map(({ compare, bound }) => {
    const under = `sum(rate(${selector(`${signal.metric.name}_bucket`, signal.where, bucketMatcher(bound))}[${formatDuration(window)}]))`;
    const opposite = compare === ">" ? "<" : ">";
    return `(\n  ${under}\n  ${opposite} bool ${decimal(new Fraction(measure.quantile))} * ${total}\n)`;
  });
  return anyOf(parts);
}

function outside(bound: Fraction | undefined, compare: ">" | "<"): { compare: ">" | "<"; bound: Fraction }[] {
  return bound === undefined ? [] : [{ compare, bound }];
}

/** Two comparisons of a value with `bool`: at most one of them is 1, as the bounds are apart. */
const anyOf = (parts: readonly string[]): string => parts.join("\n+ ");
