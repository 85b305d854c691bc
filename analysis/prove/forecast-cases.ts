import type { AlertRule, Condition, Whole } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { type Change, labelsOf, simulatedWhole } from "./application.ts";
import { heldFor, leastThat } from "./predict.ts";
import { gauge, gone, input, instance } from "./series.ts";
import type { Firing, Simulation } from "./simulation.ts";

export type ForecastRule = AlertRule & { readonly when: Extract<Condition, { kind: "forecast" }> };

/** A value is level, goes towards the threshold at an even pace, and is level again. */
export function forecastCases(alert: Alert, rule: ForecastRule): Simulation[] {
  const { signal, compare, threshold, from, within, now } = rule.when;
  const [limit, bound] = [threshold.valueOf(), now?.valueOf()];
  const towards = compare === "above" ? 1 : -1;
  const room = bound === undefined ? Math.max(Math.abs(limit), 1) : Math.abs(bound - limit);
  const window = from / 60;
  const held = Math.ceil(rule.for / 60);
  const moving = window + held + 5;
  /** of all the room, what one step of the pace takes from it in the time that is looked ahead */
  const step = room / 256 / (within / 60);
  const curve = (start: number, pace: number): number[] => [
    ...Array<number>(window + 5).fill(start),
    ...Array.from({ length: moving }, (_, minute) => start + towards * pace * step * (minute + 1)),
    ...Array<number>(window).fill(start + towards * pace * step * moving),
  ];
  const isBeyond = (value: number, than: number) => (compare === "above" ? value > than : value < than);
  const predicted = (values: readonly number[]): Firing => {
    const ahead = aheadOf(values, rule);
    return heldFor(values.length - 1, rule.for, (minute) => {
      const present = values[minute] ?? 0;
      return isBeyond(ahead(minute), limit) && (bound === undefined || isBeyond(present, bound));
    });
  };
  const { outOf } = signal;
  const whole = outOf ? simulatedWhole() : 1;
  const of = (gaugeOf: Whole, name: string, values: readonly number[], change: Change = (samples) => samples) =>
    input(gaugeOf.metric.name, { ...instance(signal.by, name), ...labelsOf(gaugeOf.where) }, change(gauge(values, signal.from.scrape)));
  /** The values, as a share of what stays as it is. */
  const series = (name: string, values: readonly number[], change?: Change) => [
    of(
      signal,
      name,
      values.map((value) => value * whole),
      change,
    ),
    ...(outOf ? [of(outOf, name, Array<number>(values.length).fill(whole))] : []),
  ];
  const made = (name: string, values: readonly number[]): Simulation => ({
    name: `${rule.path} ${name}`,
    alerts: [alert],
    scrape: signal.from.scrape,
    // Another group stays where it is.
    series: [...series("one", values), ...(signal.by.length > 0 ? series("two", Array<number>(values.length).fill(values[0] ?? 0)) : [])],
    minutes: values.length - 1,
    fires: { [alert.name]: predicted(values) },
  });
  const unlimited = (values: readonly number[]): Simulation => ({
    ...made("is silent without a limit", values),
    series: series("one", values).slice(0, 1),
    fires: { [alert.name]: [] },
  });
  const vanished = (values: readonly number[]): Simulation => {
    const [begin, end, perMinute] = [10, values.length - 5, 60 / signal.from.scrape];
    return {
      ...made("fires when its series are gone", values),
      series: series("one", values, (samples) => gone(samples, begin * perMinute, end * perMinute)),
      fires: { [alert.name]: heldFor(values.length - 1, rule.for, (minute) => minute >= begin && minute < end) },
    };
  };
  // Beyond the bound from the beginning, or far from the threshold where there is none.
  const near = bound === undefined ? limit - towards * room : bound + (towards * room) / 8;
  const least = leastThat(0, 1 << 16, (pace) => predicted(curve(near, pace)).length > 0);
  const far =
    bound === undefined
      ? []
      : [made("is silent while its value is not beyond the present bound", curve(bound - towards * room * 1e3, least * 4))];
  return [
    made("fires at the slowest trend that leads beyond its threshold", curve(near, least)),
    made("is silent at a trend that just does not", curve(near, least - 1)),
    ...far,
    ...(outOf ? [unlimited(curve(near, least))] : []),
    ...(rule.missing === "fire" ? [vanished(Array<number>(held + 25).fill(near))] : []),
  ];
}

/** Where the straight line that is nearest to the samples of the last `from` seconds leads to, from each minute. */
function aheadOf(values: readonly number[], { when: { from, within, signal } }: ForecastRule): (minute: number) => number {
  const { scrape } = signal.from;
  const samples = gauge(values, scrape).map(Number);
  const sums = [0];
  const moments = [0];
  for (const [index, value] of samples.entries()) {
    sums.push((sums.at(-1) ?? 0) + value);
    moments.push((moments.at(-1) ?? 0) + index * value);
  }
  return (minute) => {
    const end = (minute * 60) / scrape + 1;
    const begin = Math.max(0, end - from / scrape);
    const count = end - begin;
    if (count < 2) return Number.NaN;
    const sum = (of: readonly number[]) => (of[end] ?? 0) - (of[begin] ?? 0);
    const [middle, mean] = [begin + (count - 1) / 2, sum(sums) / count];
    const slope = (sum(moments) / count - middle * mean) / ((count ** 2 - 1) / 12);
    return mean + slope * (end - 1 - middle + within / scrape);
  };
}
