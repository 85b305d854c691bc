import Fraction from "fraction.js";
import { single } from "../../model/composite.ts";
import { isGrouped, labelsBy } from "../../model/groups.ts";
import { matches, valueFor } from "../../model/matcher.ts";
import { isNative } from "../../model/native-histogram.ts";
import type {
  BoundedEvents,
  CountSignal,
  EventsSignal,
  FailedShare,
  Matcher,
  Matchers,
  ShareSignal,
  Signal,
  SingleShare,
  SlicesSignal,
} from "../../model/resolved.ts";
import { failuresOf } from "../../model/slices.ts";
import { nativeInput } from "./native-series.ts";
import { type InputSeries, input, type Sample, scraped } from "./series.ts";
import { steady, type Trace } from "./trace.ts";

/** A change of what is scraped, for example a reset or missed scrapes. */
export type Change = (samples: Sample[]) => Sample[];
const asIs: Change = (samples) => samples;

/** A value that matchers of one label select; the checks refuse those that select nothing. */
function selected(matchers: readonly Matcher[]): string {
  const [only, ...more] = matchers;
  if (only && more.length === 0) {
    if ("is" in only) return only.is;
    if ("anyOf" in only) return only.anyOf[0] ?? "";
    if ("startsWith" in only) return `${only.startsWith}00`;
  }
  const found = valueFor(matchers, (taken) => taken.every(Boolean));
  if (typeof found === "object") return found.value;
  throw new Error(`no value fits ${JSON.stringify(matchers)}`);
}

/** The labels of one of the groups of a signal, by number; none where it has no groups. */
export function groupLabels(signal: Signal, number: number): Record<string, string> {
  if (!isGrouped(signal)) return {};
  let left = number;
  return Object.fromEntries(
    signal.groups.by.map((label) => {
      const matcher = signal.where[label];
      if (matcher && "anyOf" in matcher) {
        const value = matcher.anyOf[left % matcher.anyOf.length] ?? "";
        left = Math.floor(left / matcher.anyOf.length);
        return [label, value];
      }
      if (matcher && ("matches" in matcher || "some" in matcher)) return [label, fitting(matcher, number)];
      return [label, `${matcher && "startsWith" in matcher ? matcher.startsWith : `${label}-`}${number}`];
    }),
  );
}

/** Of a signal by groups two live at once, the second of which is always well; else there is one. */
export const groupsIn = (signal: Signal): readonly Record<string, string>[] =>
  (isGrouped(signal) ? [0, 1] : [0]).map((number) => ({ ...labelsOf(signal.where), ...groupLabels(signal, number) }));

const healthy = (trace: Trace): Trace => trace.map(({ total }) => ({ total, bad: 0 }));

/** Labels of a series that all filters select. */
export function labelsOf(...filters: readonly Matchers[]): Record<string, string> {
  const all = Map.groupBy(filters.flatMap(Object.entries<Matcher>), ([label]) => label);
  const distinct = (matchers: readonly [string, Matcher][]) => [...new Map(matchers.map(([, one]) => [JSON.stringify(one), one])).values()];
  return Object.fromEntries([...all].map(([label, matchers]) => [label, selected(distinct(matchers))]));
}

/** For the labels of `filter`, values that it and `where` select. */
function labelsWithin(where: Matchers, filter: Matchers): Record<string, string> {
  return labelsOf(filter, Object.fromEntries(Object.entries(where).filter(([label]) => Object.hasOwn(filter, label))));
}

/** For the labels of `filter`, values that `where` selects and it does not: where a label has such a value, it has it. */
function labelsBeside(where: Matchers, filter: Matchers): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filter).map(([label, matcher]) => {
      const others = Object.hasOwn(where, label) && where[label] ? [where[label]] : [];
      const isBeside = (taken: readonly boolean[]) => taken.slice(1).every(Boolean) && taken[0] === false;
      if (isBeside([matcher, ...others].map((one) => matches(one, plain)))) return [label, plain];
      const found = valueFor([matcher, ...others], isBeside);
      return [label, typeof found === "object" ? found.value : selected([matcher, ...others])];
    }),
  );
}
/** A value of a label that says nothing, where one will do. */
const plain = "fine";

/** For labels that are both matched and grouped by, the values of the series of this number. */
export function distinctLabels(
  { by, where }: Pick<Extract<Signal, { readonly kind: "value" }>, "by" | "where">,
  number: number,
): Record<string, string> {
  return Object.fromEntries(
    by.flatMap((label) => {
      const matcher = Object.hasOwn(where, label) ? where[label] : undefined;
      return matcher ? [[label, fitting(matcher, number)]] : [];
    }),
  );
}

/** The value of a group by its number: the shortest that fit, one after the other; the last one again where there are no more. */
function fitting(matcher: Matcher, number: number): string {
  const key = JSON.stringify(matcher);
  const values = fittingKnown.get(key) ?? [];
  fittingKnown.set(key, values);
  while (values.length <= number) {
    const found = valueFor([matcher, { anyOf: values }], ([fits, known]) => fits === true && known === false);
    if (typeof found !== "object") break;
    values.push(found.value);
  }
  return values[number] ?? values.at(-1) ?? selected([matcher]);
}

/** By matcher: each value is looked for beside all before it, and groups are asked one by one. */
const fittingKnown = new Map<string, string[]>();

/**
 * What an application exposes that lives through a trace: the series of the signal's metric, with the labels that its
 * selectors ask for. Failures are events with the labels of the filter, or above the bound of the histogram. Of groups the first
 * lives through the trace; the second has the same traffic, and none of the failures.
 */
export function exposed(asked: ShareSignal, trace: Trace, changes: Changes = {}): InputSeries[] {
  const signal = single(asked);
  return groupsIn(signal).flatMap((where, group) => {
    const own = group === 0 ? trace : healthy(trace);
    return signal.kind === "slices" ? sliced(signal, where, own, changes) : counted(signal, where, own, changes);
  });
}

/** Counters of a metric: the first group has the events of a trace, each other one goes on at a pace. */
export const countedEvents = (signal: CountSignal, trace: Trace, pace: number): InputSeries[] =>
  groupsIn(signal).map((labels, group) =>
    input(
      signal.metric.name,
      labels,
      scraped(group === 0 ? trace : steady(trace.length, pace), ({ total }) => total, signal.from.scrape),
    ),
  );

export interface Changes {
  /** of the series of failures, where there is one */
  readonly bad?: Change;
  readonly all?: Change;
}

type Labels = Readonly<Record<string, string>>;

function counted(signal: EventsSignal, where: Labels, trace: Trace, { bad = asIs, all = asIs }: Changes): InputSeries[] {
  if ("raw" in signal.bad) throw new Error(`${signal.path} is a raw query: what it needs of an application is not known`);
  const { scrape } = signal.from;
  const { name } = signal.metric;
  const count = (of: (minute: Trace[number]) => number, change: Change) => all(change(scraped(trace, of, scrape)));
  if ("overBound" in signal.bad || "upToBound" in signal.bad) return bounded(signal, signal.bad, where, count);
  if ("metric" in signal.bad || "good" in signal.bad) {
    const [other, samples] =
      "metric" in signal.bad
        ? [signal.bad.metric, count((minute) => minute.bad, bad)]
        : [signal.bad.good, count((minute) => minute.total - minute.bad, asIs)];
    const total = count((minute) => minute.total, asIs);
    return [input(name, where, total), input(other.name, besideTotal(signal, signal.bad.where, where), samples)];
  }
  const [within, beside] = [labelsWithin, labelsBeside].map((of) => ({
    ...where,
    ...of(signal.where, "filter" in signal.bad ? signal.bad.filter : "allBut" in signal.bad ? signal.bad.allBut : {}),
  }));
  const [failed, fine] = "filter" in signal.bad ? [within, beside] : [beside, within];
  return [
    input(
      name,
      fine ?? where,
      count((minute) => minute.total - minute.bad, asIs),
    ),
    input(
      name,
      failed ?? where,
      count((minute) => minute.bad, bad),
    ),
  ];
}

type Count = (of: (minute: Trace[number]) => number, change: Change) => Sample[];

/** A histogram of events that are as close to the bound as can be: those up to it exactly there, the others above every bound. */
function bounded({ metric }: EventsSignal, bad: BoundedEvents, where: Labels, count: Count): InputSeries[] {
  const bound = "overBound" in bad ? bad.overBound : bad.upToBound;
  const failed = count((minute) => minute.bad, asIs);
  const fine = count(({ total, bad }) => total - bad, asIs);
  const [within, beyond] = "overBound" in bad ? [fine, failed] : [failed, fine];
  if (isNative(metric)) return [nativeInput(metric.name, where, bound, within, beyond)];
  const none = count(() => 0, asIs);
  const total = count((minute) => minute.total, asIs);
  const buckets = metric.buckets.map((le) => [le.valueOf().toString(), le.compare(bound) >= 0 ? within : none] as const);
  return [
    ...[...buckets, ["+Inf", total] as const].map(([le, samples]) => input(`${metric.name}_bucket`, { ...where, le }, samples)),
    input(`${metric.name}_count`, where, total),
  ];
}

/** Labels of the second of two counters: in what both share they are those of the first. */
function besideTotal(signal: EventsSignal, where: Matchers, total: Labels): Labels {
  const shared = Object.keys(where).filter((label) => JSON.stringify(where[label]) === JSON.stringify(signal.where[label]));
  const groups = labelsBy(signal).filter((label) => Object.hasOwn(total, label));
  return { ...labelsOf(where), ...Object.fromEntries([...shared, ...groups].map((label) => [label, total[label] ?? ""])) };
}

/**
 * Minutes as a whole: the gauge is at its bound, or beyond it; of the histogram's events all are good, or all bad; of a
 * counter's, the share at the bound has failed, or two events more: one where a minute is seen in two halves.
 */
function sliced(signal: SlicesSignal, where: Labels, trace: Trace, { all = asIs }: Changes): InputSeries[] {
  const { metric, measure, good } = signal;
  const bound = (good.under ?? good.over)?.valueOf() ?? 0;
  const { scrape } = signal.from;
  if ("failed" in measure) return counted(failuresOf(signal, measure), where, failingMinutes(trace, measure, good.under), { all });
  if ("quantile" in measure) {
    const events = trace.map(({ bad }) => ({ total: 100, bad: bad * 100 }));
    if (isNative(metric) && good.under) {
      const [under, over] = [scraped(events, ({ total, bad }) => total - bad, scrape), scraped(events, ({ bad }) => bad, scrape)];
      return [nativeInput(metric.name, where, good.under, all(under), all(over))];
    }
    return [
      input(`${metric.name}_bucket`, { ...where, le: `${bound}` }, all(scraped(events, ({ total, bad }) => total - bad, scrape))),
      input(`${metric.name}_count`, where, all(scraped(events, ({ total }) => total, scrape))),
    ];
  }
  const beyond = good.under ? bound + 1 : bound - 1;
  // The first sample of a minute's value is read at its end: before the first minute there is none.
  const series = (labels: Readonly<Record<string, string>>, isBad: (minute: Trace[number]) => boolean): InputSeries => {
    const samples = trace.flatMap((minute) => Array<number>(60 / scrape).fill(isBad(minute) ? beyond : bound));
    return input(metric.name, { ...labels, ...where }, all([undefined, ...samples]));
  };
  if ("across" in measure && measure.outOf) {
    const limit = gaugeOf(measure.outOf.metric.name, { ...where, ...labelsOf(measure.outOf.where) }, trace, simulatedWhole, scrape, all);
    const share = good.under ? bound + 0.25 : bound - 0.25;
    return [gaugeOf(metric.name, where, trace, ({ bad }) => (bad > 0 ? share : bound) * simulatedWhole(), scrape, all), limit];
  }
  if ("across" in measure) return [series({}, ({ bad }) => bad > 0)];
  return Array.from({ length: simulatedSeries }, (_, index) => series({ simulated: `${index}` }, ({ bad }) => bad > index));
}

function gaugeOf(
  name: string,
  labels: Readonly<Record<string, string>>,
  trace: Trace,
  value: (minute: Trace[number]) => number,
  scrape: number,
  change: Change,
): InputSeries {
  // The first sample of a minute's value is read at its end: before the first minute there is none.
  return input(name, labels, change([undefined, ...trace.flatMap((minute) => Array<number>(60 / scrape).fill(value(minute)))]));
}

/** Of what another gauge is a share: a power of two, which changes no digit of a share. */
export const simulatedWhole = (): number => 16;

/** Of a gauge whose series are slices each. */
export const simulatedSeries = 4;

/** Events of which the bound is a whole number, twice `least` and more, so that half of them are enough as well. */
function failingMinutes(trace: Trace, { least }: FailedShare, under: Fraction = new Fraction(0)): Trace {
  const whole = Number(under.d);
  const total = whole * 2 * Math.ceil(Math.max(least, 50) / whole);
  const at = under.mul(total).valueOf();
  return trace.map(({ bad }) => ({ total, bad: at + (bad > 0 ? 2 : 0) }));
}

/** Minutes without events, or with one less than make a slice, of which all fail; undefined of minutes that always count. */
export function tooFew(signal: SingleShare, minutes: number): InputSeries[] | undefined {
  if (signal.kind !== "slices" || !("failed" in signal.measure)) return undefined;
  const events = signal.measure.least - 1;
  const failures = failuresOf(signal, signal.measure);
  return groupsIn(signal).flatMap((where) => counted(failures, where, steady(minutes, events, events), {}));
}

/** The series of a signal over `minutes`, in good health: what must be there for it to see anything. */
export function present(signal: Signal, minutes: number, change: Change): InputSeries[] {
  const trace = Array.from({ length: minutes }, () => ({ total: 120, bad: 0 }));
  if (signal.kind === "events" || signal.kind === "slices") return exposed(signal, trace, { all: change });
  const samples =
    signal.metric.kind === "counter"
      ? scraped(trace, ({ total }) => total, signal.from.scrape)
      : trace.flatMap(() => Array<Sample>(60 / signal.from.scrape).fill(1));
  const whole = signal.kind === "value" && signal.outOf ? [signal.outOf] : [];
  return groupsIn(signal).flatMap((labels) => [
    input(signal.metric.name, labels, change(samples)),
    ...whole.map(({ metric, where }) => input(metric.name, { ...labels, ...labelsOf(where) }, change(samples))),
  ]);
}
