import Fraction from "fraction.js";
import { labelsBy } from "../../model/groups.ts";
import { oldestId } from "../../model/ids.ts";
import { isNative } from "../../model/native-histogram.ts";
import { once } from "../../model/once.ts";
import { decimal, formatDuration } from "../../model/quantity.ts";
import type {
  Across,
  BadEvents,
  BoundedEvents,
  CountSignal,
  EventsSignal,
  FailedShare,
  Matchers,
  Metric,
  RawPair,
  SingleShare,
  SliceMeasure,
  SlicesSignal,
  Source,
} from "../../model/resolved.ts";
import { failuresOf } from "../../model/slices.ts";
import { bucketMatcher } from "./bucket.ts";
import { gaugeValue } from "./gauge.ts";
import { isBelowShare, observations, observationsAbove, observationsUpTo } from "./native.ts";
import { rawQuery } from "./raw.ts";
import { aggregate, exactly, selector } from "./selector.ts";

/** Signals that are recorded by the minute. */
export type RecordedSignal = SingleShare | CountSignal;

/** Recordings and their tiles are one minute apart. */
export const tileSeconds = 60;

/** What an increase is counted in: a counter's selector becomes its events of a time. */
export type Counting = (counter: string) => string;

/** Events per second, over so many seconds. */
export const perSecond =
  (window: number): Counting =>
  (counter) =>
    `rate(${counter}[${formatDuration(window)}])`;

/** Events of the last minute, of all series together, or of each group. */
export function totalTile(signal: RecordedSignal): string {
  return signal.kind === "slices" ? sliceTotal(signal) : totalOfMinute(signal);
}

/** Bad events of the last minute; 0 where no bad series exists yet, nothing where there is no traffic data at all. */
export function badTile(signal: SingleShare): string {
  return signal.kind === "slices" ? sliceBad(signal) : badOfMinute(signal);
}

function totalOfMinute(signal: RecordedSignal): string {
  const { counting, whole } = tileCounting(signal);
  return whole(totalEvents(signal, counting, sumOf(signal)));
}

function badOfMinute(signal: EventsSignal): string {
  const { counting, whole } = tileCounting(signal);
  return whole(badEvents(signal, counting, sumOf(signal)));
}

/** The sum over all series, or over those of each group. */
const sumOf = (signal: RecordedSignal): string => aggregate("sum", labelsBy(signal));

/**
 * How a minute is counted, and what makes of it a number of events.
 *
 * The window of Prometheus' `rate` reaches one scrape further back than the minute, to the sample before it: so no
 * increment falls between two tiles, and consecutive tiles add up to the whole. At scrapes of a minute it covers two,
 * which tolerates a missed one. Rounded, because a sum of whole events must not be 3.0000000000000004 where a condition
 * says more than three. VictoriaMetrics reads the sample before a window by itself and extrapolates nothing: the same
 * `rate` would count an event as two thirds or as four, and `increase` over the minute is exact. So it is where Prometheus
 * is asked for `anchored` samples: the last before the minute and the last in it.
 */
function tileCounting(signal: RecordedSignal): { counting: Counting; whole: (events: string) => string } {
  const source = signal.from;
  // A raw query counts its minute itself.
  if (isRawPair(signal)) return { counting: (counter) => counter, whole: rounded };
  if (source.traits.series?.exact(source)) return { counting: increaseOver(source, tileSeconds), whole: (events) => events };
  return { counting: perSecond(tileWindow(source.scrape)), whole: (events) => rounded(perMinute(events)) };
}

/** The increase over so many seconds, between whole samples where the source counts so. */
export function increaseOver(source: Source, seconds: number): Counting {
  const anchor = source.kind === "prometheus" && source.counts === "anchored" ? " anchored" : "";
  return (counter) => `increase(${counter}[${formatDuration(seconds)}]${anchor})`;
}

/** Seconds that the `rate` of a tile looks back. */
export function tileWindow(scrape: number): number {
  return Math.max(tileSeconds + scrape, 3 * scrape);
}

/** Recorded minutes in which one event shows: a scrape a minute spreads it over two. */
export function minutesOfEvent({ from }: RecordedSignal): number {
  return from.traits.series?.exact(from) ? 1 : Math.ceil((tileWindow(from.scrape) - from.scrape) / tileSeconds);
}

/** All events, as a sum by `by`. */
export function totalEvents(signal: RecordedSignal, counting: Counting, sum = "sum"): string {
  if (isRawPair(signal)) return rawEvents(signal, "total", sum);
  return eventsOf(signal.metric, signal.where, counting, sum);
}

/** All events of a metric, as a sum by `by`. */
export function eventsOf(metric: Metric, where: Matchers, counting: Counting, sum = "sum"): string {
  const counted = `${sum}(${counting(selector(totalName(metric), where))})`;
  return isNative(metric) ? observations(counted) : counted;
}

/** Bad events. Latency is the total less the bucket of the bound; a series not yet born counts 0, and of good events all are bad then. */
export function badEvents(signal: EventsSignal, counting: Counting, sum = "sum"): string {
  const total = totalEvents(signal, counting, sum);
  if ("raw" in signal.bad) return `(\n  ${indented(rawEvents(signal, "bad", sum))}\n  or ${indented(total)} * 0\n)`;
  if ("overBound" in signal.bad || "upToBound" in signal.bad) return beyondBound(signal, signal.bad, counting, sum);
  const some = `(\n  ${sum}(${counting(selectorOf(signal, signal.bad))})\n  or ${total} * 0\n)`;
  if ("filter" in signal.bad || "metric" in signal.bad) return some;
  // Two counters are not scraped in one moment: where one minute has too many the next has too few, and only a sum of both is right.
  if ("good" in signal.bad) return `(\n  ${total}\n  - ${indented(some)}\n)`;
  return `clamp_min(\n  ${total}\n  - ${indented(some)},\n  0\n)`;
}

/** The events on one side of a bound: those up to it are in its bucket, and those above it are all others. */
function beyondBound({ metric, where }: EventsSignal, bad: BoundedEvents, counting: Counting, sum: string): string {
  const bound = "overBound" in bad ? bad.overBound : bad.upToBound;
  if (isNative(metric)) {
    const histogram = `${sum}(${counting(selector(metric.name, where))})`;
    return "overBound" in bad ? observationsAbove(histogram, bound) : observationsUpTo(histogram, bound);
  }
  const bucket = `${sum}(${counting(selector(`${metric.name}_bucket`, where, bucketMatcher(bound)))})`;
  return "overBound" in bad ? `clamp_min(\n  ${eventsOf(metric, where, counting, sum)}\n  - ${bucket},\n  0\n)` : bucket;
}

/** The series of the events that are counted beside all: the bad ones, or the good ones. */
function selectorOf({ metric, where }: EventsSignal, bad: Exclude<BadEvents, BoundedEvents | { readonly raw: unknown }>): string {
  if ("metric" in bad) return selector(totalName(bad.metric), bad.where);
  if ("good" in bad) return selector(totalName(bad.good), bad.where);
  return selector(totalName(metric), where, "filter" in bad ? bad.filter : bad.allBut);
}

/** The series that counts all events of a metric; a native histogram is one series and counts them itself. */
export function totalName(metric: Metric): string {
  return metric.kind === "histogram" && !isNative(metric) ? `${metric.name}_count` : metric.name;
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
const recordedMatchers = once((signal: RecordedSignal) => selector("", exactly(recordedLabels(signal))));

export const recordedSelector = (name: string, signal: RecordedSignal): string => name + recordedMatchers(signal);

const perMinute = (rate: string): string => `${rate} * ${tileSeconds}`;
const indented = (text: string): string => text.replace(/\n/g, "\n  ");
const rounded = (expression: string): string =>
  expression.includes("\n") ? `round(\n  ${indented(expression)},\n  0.001\n)` : `round(${expression}, 0.001)`;

/** A minute counts where it has a value, of single series each; of a counter or a histogram, where it has events, or enough of them. */
function sliceTotal(signal: SlicesSignal): string {
  if ("failed" in signal.measure) return enoughEvents(signal, signal.measure);
  const count = aggregate("count", labelsBy(signal));
  if ("each" in signal.measure) return `${count}(${selector(signal.metric.name, signal.where)})`;
  if ("across" in signal.measure && signal.measure.outOf)
    return `${count}(\n  ${indented(minuteValue(signal, signal.measure))}\n) > bool 0`;
  if ("across" in signal.measure) return `${count}(${selector(signal.metric.name, signal.where)}) > bool 0`;
  return `${totalEvents(signal, tileCounting(signal).counting, sumOf(signal))} > bool 0`;
}

/**
 * 1 in a minute that is out of bounds. "The 95 % quantile is above the bound" is "more than 5 % of the events are above
 * it": the second needs no interpolation between buckets, and says nothing odd about a minute without events.
 */
function sliceBad(signal: SlicesSignal): string {
  const { measure, good } = signal;
  const bounds = [...outside(good.under, ">"), ...outside(good.over, "<")];
  if ("failed" in measure) return anyOf(bounds.map(({ compare, bound }) => failedMinute(signal, measure, compare, bound)));
  if ("each" in measure) return badSeries(signal, sumOf(signal));
  if ("across" in measure) {
    const value = minuteValue(signal, measure);
    const text = (compare: string, bound: Fraction) =>
      measure.outOf ? `(\n  ${indented(value)}\n  ${compare} bool ${decimal(bound)}\n)` : `(${value} ${compare} bool ${decimal(bound)})`;
    return anyOf(bounds.map(({ compare, bound }) => text(compare, bound)));
  }
  const { counting } = tileCounting(signal);
  if (isNative(signal.metric)) {
    const histogram = `${sumOf(signal)}(${counting(selector(signal.metric.name, signal.where))})`;
    return anyOf(bounds.map(({ bound }) => isBelowShare(histogram, bound, new Fraction(measure.quantile))));
  }
  const total = totalEvents(signal, counting, sumOf(signal));
  const parts = bounds.map(({ compare, bound }) => {
    const under = `${sumOf(signal)}(${counting(selector(`${signal.metric.name}_bucket`, signal.where, bucketMatcher(bound)))})`;
    const opposite = compare === ">" ? "<" : ">";
    return `(\n  ${under}\n  ${opposite} bool ${decimal(new Fraction(measure.quantile))} * ${total}\n)`;
  });
  return anyOf(parts);
}

const minuteValue = (signal: SlicesSignal, measure: Extract<SliceMeasure, { across: Across }>): string =>
  gaugeValue({ metric: signal.metric, where: signal.where, by: labelsBy(signal), ...measure });

/** How many of its series are out of bounds; 0 where there are series, nothing where there are none. */
export function badSeries({ metric, where, good }: SlicesSignal, sum = "sum"): string {
  const bounds = [...outside(good.under, ">"), ...outside(good.over, "<")];
  return anyOf(bounds.map(({ compare, bound }) => `${sum}(${selector(metric.name, where)} ${compare} bool ${decimal(bound)})`));
}

const enoughEvents = (signal: SlicesSignal, { least }: FailedShare): string =>
  `${totalOfMinute(signal)} ${least > 1 ? `>= bool ${least}` : "> bool 0"}`;

/** The counts of the minute are compared, as those of a window are; one without events, or with too few, is not bad. */
function failedMinute(signal: SlicesSignal, measure: FailedShare, compare: ">" | "<", bound: Fraction): string {
  const bad = `(\n  ${indented(badOfMinute(failuresOf(signal, measure)))}\n  ${compare} bool ${decimal(bound)} * ${totalOfMinute(signal)}\n)`;
  return measure.least > 1 ? `${bad}\n* (${enoughEvents(signal, measure)})` : bad;
}

function outside(bound: Fraction | undefined, compare: ">" | "<"): { compare: ">" | "<"; bound: Fraction }[] {
  return bound === undefined ? [] : [{ compare, bound }];
}

/** Two comparisons of a value with `bool`: at most one of them is 1, as the bounds are apart. */
const anyOf = (parts: readonly string[]): string => parts.join("\n+ ");

const isRawPair = (signal: RecordedSignal): signal is EventsSignal => signal.kind === "events" && "raw" in signal.bad;
/** Events of the last minute by a raw query, as one series without labels. */
function rawEvents({ bad, raw }: EventsSignal, what: keyof RawPair, sum: string): string {
  if (!("raw" in bad) || !raw) throw new Error("it is no raw query");
  return `${sum}(\n  ${indented(rawQuery(bad.raw[what], raw.reads))}\n)`;
}
