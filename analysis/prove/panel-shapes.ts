import type Fraction from "fraction.js";
import type { Threshold } from "../../dashboards/figure.ts";
import { exact } from "../../model/quantity.ts";
import type { Metric } from "../../model/resolved.ts";
import { nativeInput } from "./native-series.ts";
import { type InputSeries, input, type Sample } from "./series.ts";

/** Minutes that a panel shows: the six hours of a dashboard that is just opened. */
export const shownMinutes = 360;

/** A figure of a minute, by its number; also between two. */
export type Share = (minute: number) => number;
type Labels = Readonly<Record<string, string>>;

/** Events of a histogram: how many each minute, and which part of them is on the bad side of a bound. */
export interface Spread {
  readonly metric: Metric;
  readonly labels: Labels;
  readonly traffic: readonly number[];
  /** seconds between two samples */
  readonly every: number;
  readonly bound: Fraction;
  readonly side: Threshold["bad"];
  readonly share: Share;
}

/** Of a log-logistic distribution: durations have a long tail. */
const steepness = 3;

/**
 * A histogram of durations whose part beyond the bound is as given: `share = 1 / (1 + (median / bound)^-k)` of a log-logistic
 * distribution has one median for each share, and that gives the events of every other bucket.
 */
export function spreadOver({ metric, labels, traffic, every, bound, side, share }: Spread): InputSeries[] {
  const above = (minute: number) => (side === "above" ? share(minute) : 1 - share(minute));
  const median = (minute: number) => bound.valueOf() * (above(minute) / (1 - above(minute))) ** (1 / steepness);
  const upTo = (le: number) => (minute: number) => 1 / (1 + (median(minute) / le) ** steepness);
  const count = (part: Share) => counted((minute) => (traffic[minute] ?? 0) * part(minute), every);
  const buckets = metric.buckets.map((le) => [le.valueOf().toString(), count(upTo(le.valueOf()))] as const);
  const all = count(() => 1);
  return [
    ...[...buckets, ["+Inf", all] as const].map(([le, samples]) => input(`${metric.name}_bucket`, { ...labels, le }, samples)),
    input(`${metric.name}_count`, labels, all),
    input(`${metric.name}_sum`, labels, count(median)),
  ];
}

/** The same of a native histogram, in the buckets beside the bound. */
export function nativeOf({
  metric,
  labels,
  traffic,
  every,
  bound = exact(0.25),
  side,
  share,
}: Omit<Spread, "bound"> & { readonly bound?: Fraction }): InputSeries {
  const above = (minute: number) => (side === "above" ? share(minute) : 1 - share(minute));
  const count = (part: Share) => counted((minute) => (traffic[minute] ?? 0) * part(minute), every);
  return nativeInput(
    metric.name,
    labels,
    bound,
    count((minute) => 1 - above(minute)),
    count(above),
  );
}

export const sampledCounter = (name: string, labels: Labels, perMinute: Share, every: number): InputSeries =>
  input(name, labels, counted(perMinute, every));

/** A counter by samples: the events of each minute come evenly, and are whole. */
function counted(perMinute: Share, every: number): Sample[] {
  const samples: Sample[] = [0];
  let before = 0;
  for (let minute = 0; minute < shownMinutes; minute++) {
    const events = perMinute(minute);
    for (let second = every; second <= 60; second += every) samples.push(Math.floor(before + (events * second) / 60));
    before += events;
  }
  return samples;
}

export const sampledGauge = (name: string, labels: Labels, level: Share, every: number): InputSeries =>
  input(
    name,
    labels,
    Array.from({ length: (shownMinutes * 60) / every + 1 }, (_, index) => Number(level((index * every) / 60).toPrecision(6))),
  );

/** Where a gauge is: on the good side of its first line, and beyond it in a time of trouble. */
export function gaugeLevel(metric: Metric, [line]: readonly Threshold[], isBad: (minute: number) => boolean): Share {
  const [least, most] = (metric.range ?? []).map((end) => end.valueOf());
  const troubled = (minute: number) => line !== undefined && isBad(Math.floor(minute));
  // What is up or down is nothing between, and 1 is up.
  if (metric.unit === "bool" || (metric.unit === undefined && least === 0 && most === 1))
    return (minute) => (troubled(minute) === (line?.bad === "above") ? 1 : 0);
  const { at, bad } = line ?? { at: most ?? 100, bad: "above" };
  const inwards = (Math.abs(at) || 1) * (bad === "above" ? -1 : 1);
  return (minute) => {
    const wave = 1 + 0.2 * Math.sin(minute / 41) + 0.05 * Math.sin(minute / 5);
    const value = at + inwards * (troubled(minute) ? -0.15 : 0.35 * wave);
    return Math.min(most ?? value, Math.max(least ?? value, value));
  };
}

/** The moment of the last success: often enough for the line, and every half hour at most. */
export function ageLevel({ unit }: Metric, [line]: readonly Threshold[]): Share {
  const pause = Math.max(1, Math.min(30, (line?.at ?? 3600) / 60 / 1.5));
  return (minute) => Math.floor(minute / pause) * pause * 60 * (unit === "timestamp-ms" ? 1000 : 1);
}
