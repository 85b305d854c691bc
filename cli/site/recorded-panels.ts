import { selects } from "../../analysis/contract/compare/matches.ts";
import { readingsOfMeasure } from "../../analysis/contract/reading.ts";
import { sampleEvery } from "../../analysis/prove/panel-series.ts";
import { drawnHours, recordedPanels } from "../../analysis/prove/panels.ts";
import { input, type Sample } from "../../analysis/prove/series.ts";
import type { History } from "../../analysis/site/standing.ts";
import type { DashboardPanel, DashboardSpec } from "../../dashboards/dashboard.ts";
import type { DrawnPanel } from "../../dashboards/drawn.ts";
import type { Measure } from "../../model/measure.ts";
import { isNative } from "../../model/native-histogram.ts";
import type { Matchers, Metric } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import type { Extent } from "../history/archive.ts";
import { type LatelySeries, readSamples } from "../history/lately.ts";
import type { Selected } from "../history/needs.ts";
import type { HistoryAsked } from "./history.ts";

/** What a panel may look back to (seconds); of what looks back further a history of hours shows nothing that is true. */
const farthest = 6 * 3600;

/** The last hours of a history, for panels. */
export interface Lately {
  /** where they are from and until when, for people */
  readonly source: string;
  /** draws the panels of a dashboard that look back no further than the hours, and have every series that they read */
  readonly draw: (dashboard: DashboardSpec, alerts: readonly Alert[]) => Promise<DrawnPanel[]>;
}

/**
 * Reads the last hours of a history for what the panels of dashboards read.
 *
 * @param history that was read before, for the objectives
 * @returns throws CannotRead with what is wrong, where, and the remediation
 */
export function lastHoursOf(
  { source: name, recorded }: History,
  { history = "", tokenFile }: HistoryAsked,
): (dashboards: readonly DashboardSpec[]) => Promise<Lately> {
  const { to } = recorded.span;
  const options = { source: history, now: Math.floor(Date.now() / 1000), ...(tokenFile !== undefined && { tokenFile }) };
  return (dashboards) => latelyOf(dashboards, { ...options, name, to });
}

type Asked = Parameters<typeof readSamples>[0] & { readonly name: string; readonly to: number };

async function latelyOf(dashboards: readonly DashboardSpec[], { name, to, ...options }: Asked): Promise<Lately> {
  const extent: Extent = { from: to - drawnHours * 3600 - farthest, to };
  const wanted = dashboards.flatMap(panelsIn).filter(isShort).flatMap(selectedBy);
  const found = Map.groupBy(await readSamples(options, wanted, extent), (one) => one.name);
  const has = (name: string, where: Matchers) => found.get(name)?.some(({ labels }) => selects(where, labels)) ?? false;
  const panelsOf = (dashboard: DashboardSpec) =>
    panelsIn(dashboard).filter(
      (panel) => isShort(panel) && readingsOf(panel).every(({ metric, selects: where }) => namesOf(metric).every((one) => has(one, where))),
    );
  return {
    source: `${name}, ${drawnHours} h until ${new Date(to * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`,
    draw: (dashboard, alerts) => {
      const panels = panelsOf(dashboard);
      const tick = sampleEvery(dashboard);
      const read = new Set(panels.flatMap(selectedBy).map((one) => one.name));
      const series = [...read].flatMap((one) => found.get(one) ?? []).map((one) => seriesOf(one, extent, tick));
      return recordedPanels(dashboard, panels, alerts, { series, start: extent.from, length: extent.to - extent.from });
    },
  };
}

const panelsIn = ({ rows }: DashboardSpec): DashboardPanel[] => rows.flatMap(({ panels }) => panels);
const readingsOf = ({ lines }: DashboardPanel) => lines.flatMap(({ measure }) => readingsOfMeasure(measure));

const isShort = ({ lines }: DashboardPanel): boolean => lines.every(({ measure }) => looksBack(measure) <= farthest);

/** Seconds that a panel looks back; those of an SLO's whole window are too many. */
function looksBack(measure: Measure): number {
  switch (measure.kind) {
    case "rate":
    case "quantile":
    case "age":
    case "share":
      return 0;
    case "value":
      return measure.window?.over ?? 0;
    case "count":
    case "burn-rate":
      return measure.over;
    case "sli":
    case "budget-left":
    case "budget":
      return Number.POSITIVE_INFINITY;
  }
  return measure satisfies never;
}

const selectedBy = (panel: DashboardPanel): Selected[] =>
  readingsOf(panel).flatMap(({ metric }) => namesOf(metric).map((name) => ({ name, where: [metric.where] })));

/** Of the series of a metric; a history has no native histograms. */
function namesOf(metric: Metric): string[] {
  if (metric.kind !== "histogram" || isNative(metric)) return [metric.name];
  return ["bucket", "count", "sum"].map((part) => `${metric.name}_${part}`);
}

/** On the ticks of the engine's storage: a sample moves by half of one at most. */
function seriesOf({ name, labels, samples }: LatelySeries, { from, to }: Extent, tick: number) {
  const places: Sample[] = Array.from({ length: Math.floor((to - from) / tick) + 1 }, () => undefined);
  for (const [at, value] of samples) places[Math.round((at / 1000 - from) / tick)] = value ?? "stale";
  return input(name, Object.fromEntries(labels), places);
}
