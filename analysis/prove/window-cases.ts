import type Fraction from "fraction.js";
import type { AlertRule, Condition, ValueWindow } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { labelsOf } from "./application.ts";
import { heldFor } from "./predict.ts";
import { gauge, input, instance } from "./series.ts";
import type { Simulation } from "./simulation.ts";

type WindowRule = AlertRule & { readonly when: Extract<Condition, { kind: "value" }> };

/** Values of one series, one a minute, and what they look like over a window. */
type Curve = readonly number[];

/** What is taken of each series over a time: one case beyond the threshold, one before it. */
export function windowCases(alert: Alert, rule: WindowRule, window: ValueWindow): Simulation[] {
  const { signal, compare, threshold } = rule.when;
  const { scrape } = signal.from;
  const labels = { ...labelsOf(signal.where), ...instance(signal.by, "one") };
  const made = (name: string, values: Curve): Simulation => {
    const beyond = (minute: number) => isBeyond(takenAt(values, minute, window, scrape), compare, threshold);
    return {
      name: `${rule.path} ${name}`,
      alerts: [alert],
      scrape,
      series: [input(signal.metric.name, labels, gauge(values, scrape))],
      minutes: values.length - 1,
      fires: { [alert.name]: heldFor(values.length - 1, rule.for, beyond) },
    };
  };
  const [loud, calm] = window.take === "changes" ? changing(rule, window) : lasting(rule, window);
  return [made("fires over its window, and resolves", loud), made("is silent just before it", calm)];
}

const isBeyond = (value: number, compare: "above" | "below", threshold: Fraction): boolean =>
  compare === "above" ? value > threshold.valueOf() : value < threshold.valueOf();

/** Samples of the window that ends at a minute, the one before it not included. */
function takenAt(values: Curve, minute: number, { over, take }: ValueWindow, scrape: number): number {
  const last = (minute * 60) / scrape;
  const first = Math.max(0, last - over / scrape + 1);
  const samples = Array.from({ length: last - first + 1 }, (_, index) => values[Math.floor(((first + index) * scrape) / 60)] ?? 0);
  switch (take) {
    case "min":
      return Math.min(...samples);
    case "max":
      return Math.max(...samples);
    case "avg":
      return samples.reduce((sum, value) => sum + value, 0) / samples.length;
    case "changes":
      return samples.filter((value, index) => index > 0 && value !== samples[index - 1]).length;
  }
}

/** Well inside of the bound, then beyond it, by parts that no average of a whole number of samples meets. */
function lasting({ for: held, when }: WindowRule, { over }: ValueWindow): [Curve, Curve] {
  const limit = when.threshold.valueOf();
  const step = (limit === 0 ? 1 : Math.abs(limit) / 16) * (when.compare === "above" ? 1 : -1);
  const minutes = Math.ceil((2 * over + held) / 60);
  const curve = (value: number) => [
    ...Array(minutes).fill(limit - step),
    ...Array(minutes).fill(value),
    ...Array(minutes).fill(limit - step),
  ];
  return [curve(limit + 1.37 * step), curve(limit - step / 2)];
}

/** Up and down each minute, as long as it takes; and as often as is just not too often. */
function changing({ for: held, when }: WindowRule, { over }: ValueWindow): [Curve, Curve] {
  const calm = Math.floor(when.threshold.valueOf());
  const still = Array<number>(Math.ceil(over / 60) + 5).fill(0);
  const flapping = (times: number) => [...still, ...Array.from({ length: times }, (_, index) => (index + 1) % 2)];
  const settled = (curve: Curve) => [...curve, ...still.map(() => curve.at(-1) ?? 0)];
  return [settled(flapping(calm + 2 + Math.ceil((held + over) / 60))), settled(flapping(calm))];
}
