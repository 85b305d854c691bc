import { type DashboardPanel, type DashboardSpec, type Line, panelsIn } from "../../dashboards/dashboard.ts";
import type { DrawnPanel } from "../../dashboards/drawn.ts";
import { measuredOf } from "../../model/composite.ts";
import { isGrouped, labelsBy } from "../../model/groups.ts";
import type { Alert } from "../../monitors/alert.ts";
import { measureQuery, recordingsOf } from "../../queries/promql.ts";
import { ask } from "./ask.ts";
import { sampleEvery, seriesOfPanels } from "./panel-series.ts";
import { shownMinutes } from "./panel-shapes.ts";
import type { InputSeries } from "./series.ts";
import type { AnswerLine } from "./watch.ts";

/** Moments at which a panel over time is asked where it is drawn: one every three minutes. */
const everyThreeMinutes = 121;

/** Hours that a panel over time is drawn for. */
export const drawnHours = shownMinutes / 60;

/** Series that panels are asked of. */
export interface Given {
  /** seconds between two samples */
  readonly every: number;
  readonly series: readonly InputSeries[];
  /** of the first sample, in seconds since 1970 */
  readonly start?: number;
  /** seconds until the last moment; panels over time show the hours before it */
  readonly length: number;
}

/**
 * What the panels of a dashboard show of a simulated application: Prometheus' own engine evaluates their queries, and before that the
 * recording rules of the alerts that are deployed beside it.
 *
 * @param dashboard of a source of series
 * @param steps moments at which a panel over time is asked
 * @throws ProgramNotFound if the engine can neither be found nor built
 */
export function drawnPanels(dashboard: DashboardSpec, alerts: readonly Alert[], steps: number = everyThreeMinutes): Promise<DrawnPanel[]> {
  const given = { every: sampleEvery(dashboard), series: seriesOfPanels(dashboard), length: shownMinutes * 60 };
  return shownBy(dashboard, panelsIn(dashboard), alerts, given, steps);
}

/**
 * The same of recorded series.
 *
 * @param panels of the dashboard
 * @param alerts whose recording rules are evaluated; none where their results are among the series
 */
export function recordedPanels(
  dashboard: DashboardSpec,
  panels: readonly DashboardPanel[],
  alerts: readonly Alert[],
  recorded: Given,
): Promise<DrawnPanel[]> {
  return shownBy(dashboard, panels, alerts, recorded, everyThreeMinutes);
}

async function shownBy(
  dashboard: DashboardSpec,
  panels: readonly DashboardPanel[],
  alerts: readonly Alert[],
  { every, series, start, length }: Given,
  steps: number,
): Promise<DrawnPanel[]> {
  const step = (shownMinutes * 60) / (steps - 1);
  const read = new Set(panels.flatMap(({ lines }) => lines.flatMap(signalsRead)));
  const records = recordingsOf(alerts.filter(({ evaluator }) => evaluator.id === dashboard.source.id))
    .filter(({ signal }) => read.has(signal.path))
    .map(({ name: record, expr, labels }) => ({ record, expr, labels }));
  const questions = panels.flatMap(({ kind, lines }) =>
    lines.map(({ measure }) => ({ expr: measureQuery(measure), at: length, step, steps: kind === "now" ? 1 : steps })),
  );
  const answers = await ask(every, series, questions, records, start);
  const rest = answers.values();
  return panels.map((panel) => ({
    panel,
    lines: panel.lines.map((line) =>
      (rest.next().value?.lines ?? []).map(({ labels, points }) => ({ name: nameOf(line, labels), points })),
    ),
  }));
}

/** Paths of the signals whose recordings a line reads. */
function signalsRead({ measure }: Line): string[] {
  const slos = "slo" in measure ? [measure.slo] : measure.kind === "budget" ? measure.of.map(({ slo }) => slo) : [];
  return slos.flatMap(({ signal }) => measuredOf(signal).map(({ path }) => path));
}

/** As the dashboard names its series: by the labels that tell them apart. */
function nameOf({ measure, legend }: Line, labels: AnswerLine["labels"]): string {
  const by = "slo" in measure ? (isGrouped(measure.slo.signal) ? labelsBy(measure.slo.signal) : []) : measure.by;
  if (by.length === 0) return legend;
  const values =
    by
      .map((label) => labels[label] ?? "")
      .join(" ")
      .trim() || "no label";
  return "slo" in measure ? `${values} ${legend}` : values;
}
