import { readingsOfMeasure } from "../../analysis/contract/reading.ts";
import { sampleEvery } from "../../analysis/prove/panel-series.ts";
import { drawnHours, type Given } from "../../analysis/prove/panels.ts";
import { input, type Sample } from "../../analysis/prove/series.ts";
import { lengthText } from "../../analysis/review/backtest/words.ts";
import { type DashboardPanel, type DashboardSpec, panelsIn } from "../../dashboards/dashboard.ts";
import type { Measure } from "../../model/measure.ts";
import { isNative } from "../../model/native-histogram.ts";
import type { Metric } from "../../model/resolved.ts";
import type { Extent } from "../history/archive.ts";
import type { LatelySeries } from "../history/lately.ts";
import { isSelected, type Selected, selectorOf } from "../history/needs.ts";
import { slosOf } from "./counted-panels.ts";

/* Panels that read what applications expose are drawn of the samples of the last hours of a history. */

/** What a panel may look back to (seconds): samples are kept in memory. */
const farthest = 6 * 3600;
const seconds = drawnHours * 3600 + farthest;

/** What is read of a history for such panels of some dashboards. */
export function lastHoursOf(dashboards: readonly DashboardSpec[]): { readonly selected: readonly Selected[]; readonly seconds: number } {
  const wanted = dashboards.flatMap(panelsIn).filter((panel) => !isOfSlos(panel) && looksBack(panel) <= farthest);
  const selected = new Map(wanted.flatMap(selectedBy).map((one) => [selectorOf(one), one]));
  return { selected: [...selected.values()], seconds };
}

/** Whether every line shows what was counted of SLOs. */
export const isOfSlos = ({ lines }: DashboardPanel): boolean => lines.every(({ measure }) => slosOf(measure).length > 0);

/** Why a panel cannot be drawn of the last hours of a history, in words; undefined: it can. */
export function whyNotSampled(panel: DashboardPanel, found: readonly LatelySeries[]): string | undefined {
  if (panel.lines.some(({ measure }) => slosOf(measure).length > 0)) return "it shows an error budget beside other figures";
  const back = looksBack(panel);
  if (back > farthest) return `it looks back ${lengthText(back)}, and panels of samples are drawn of the last ${lengthText(farthest)}`;
  const readings = readingsOf(panel);
  const native = readings.find(({ metric }) => metric.kind === "histogram" && isNative(metric));
  if (native) return `${native.metric.name} is a native histogram, and a history has plain numbers`;
  const missing = readings
    .flatMap(({ metric, selects }) => namesOf(metric).map((name) => ({ name, where: [selects] })))
    .find((one) => !found.some(({ name, labels }) => name === one.name && isSelected(one, labels)));
  return missing && `the last ${lengthText(seconds)} of the history have no ${selectorOf(missing)}`;
}

/** The samples that panels read. They lie on the ticks of the engine's storage: each moves by half of one at most. */
export function samplesFor(dashboard: DashboardSpec, panels: readonly DashboardPanel[], found: readonly LatelySeries[], to: number): Given {
  const every = sampleEvery(dashboard);
  const extent = { from: to - seconds, to };
  const read = new Set(panels.flatMap(selectedBy).map(({ name }) => name));
  const series = found.filter(({ name }) => read.has(name)).map((one) => seriesOf(one, extent, every));
  return { every, series, start: extent.from, length: seconds };
}

const readingsOf = ({ lines }: DashboardPanel) => lines.flatMap(({ measure }) => readingsOfMeasure(measure));

const looksBack = ({ lines }: DashboardPanel): number => Math.max(0, ...lines.map(({ measure }) => lookOf(measure)));

/** Seconds that a line looks back. */
function lookOf(measure: Measure): number {
  if (measure.kind === "count") return measure.over;
  return measure.kind === "value" ? (measure.window?.over ?? 0) : 0;
}

const selectedBy = (panel: DashboardPanel): Selected[] =>
  readingsOf(panel).flatMap(({ metric }) => namesOf(metric).map((name) => ({ name, where: [metric.where] })));

/** Of the series of a metric. */
function namesOf(metric: Metric): string[] {
  if (metric.kind !== "histogram" || isNative(metric)) return [metric.name];
  return ["bucket", "count", "sum"].map((part) => `${metric.name}_${part}`);
}

function seriesOf({ name, labels, samples }: LatelySeries, { from, to }: Extent, tick: number) {
  const places: Sample[] = Array.from({ length: Math.floor((to - from) / tick) + 1 }, () => undefined);
  for (const [at, value] of samples) places[Math.round((at / 1000 - from) / tick)] = value ?? "stale";
  return input(name, Object.fromEntries(labels), places);
}
