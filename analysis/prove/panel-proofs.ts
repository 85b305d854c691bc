import type { DashboardPanel, DashboardSpec } from "../../dashboards/dashboard.ts";
import type { DrawnPanel } from "../../dashboards/drawn.ts";
import { figuresOf, type Threshold } from "../../dashboards/figure.ts";
import { measureKey } from "../../dashboards/key.ts";
import { panelsOfAlerts } from "../../dashboards/panel-of-alert.ts";
import { leavesOf } from "../../model/condition.ts";
import type { Alert } from "../../monitors/alert.ts";
import { drawnPanels } from "./panels.ts";

/** What is wrong with one panel of a dashboard; no faults where it is proved. */
export interface PanelVerdict {
  /** logical name */
  readonly dashboard: string;
  /** its id */
  readonly panel: string;
  readonly title: string;
  readonly faults: readonly string[];
}

/** Moments at which a line is looked for in the six hours: one every quarter of an hour. */
const moments = 25;

/**
 * Whether every panel shows a line on simulated data, has a title that says what it is, and the line of each alert whose figure it shows.
 *
 * @param alerts of the whole catalog
 * @param jobs dashboards at the same time, each in a process
 * @throws ProgramNotFound if the engine can neither be found nor built
 */
export async function provePanels(
  dashboards: readonly DashboardSpec[],
  alerts: readonly Alert[],
  { jobs, progress = () => {} }: { readonly jobs: number; readonly progress?: (done: number, all: number) => void },
): Promise<PanelVerdict[]> {
  const missing = missingLines(dashboards, alerts);
  const verdicts = new Map<DashboardSpec, PanelVerdict[]>();
  const rest = dashboards.values();
  const work = async () => {
    for (const dashboard of rest) {
      verdicts.set(dashboard, verdictsOn(dashboard, await drawnPanels(dashboard, alerts, moments), missing));
      progress(verdicts.size, dashboards.length);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return dashboards.flatMap((dashboard) => verdicts.get(dashboard) ?? []);
}

/** What is wrong with each panel of a dashboard. @param missing faults that are known of a panel */
export function verdictsOn(
  dashboard: DashboardSpec,
  drawn: readonly DrawnPanel[],
  missing: ReadonlyMap<DashboardPanel, readonly string[]>,
): PanelVerdict[] {
  const titles = Map.groupBy(drawn, ({ panel }) => panel.title);
  return drawn.map(({ panel, lines }) => ({
    dashboard: dashboard.name,
    panel: panel.id,
    title: panel.title,
    faults: [
      ...titleFaults(panel, titles.get(panel.title)?.length ?? 1),
      ...panel.lines.flatMap(({ legend }, index) =>
        isShown(lines[index] ?? []) ? [] : [`the line ${JSON.stringify(legend)} is empty on simulated data`],
      ),
      ...(missing.get(panel) ?? []),
    ],
  }));
}

function titleFaults({ id, title }: DashboardPanel, same: number): string[] {
  if (title.trim() === "" || title === id) return ["its title does not say what it shows"];
  return same > 1 ? [`${same} panels of the dashboard have this title`] : [];
}

/** A value for at least half of the time. */
const isShown = (lines: DrawnPanel["lines"][number]): boolean =>
  lines.some(({ points }) => points.filter((point) => point !== null).length * 2 >= points.length);

/** By panel, the lines that it does not have although it shows the figure that an alert compares. */
export function missingLines(dashboards: readonly DashboardSpec[], alerts: readonly Alert[]): Map<DashboardPanel, string[]> {
  const panelOf = panelsOfAlerts(dashboards);
  const missing = new Map<DashboardPanel, string[]>();
  for (const alert of alerts.filter(({ kind }) => kind === "threshold")) {
    const panel = panelOf(alert)?.panel;
    const shown = new Set(panel?.lines.map(({ measure }) => measureKey(measure)));
    const wanted = leavesOf(alert.when)
      .flatMap(figuresOf)
      .filter(({ show }) => shown.has(measureKey(show)));
    const faults = wanted.flatMap(({ lines }) => lines.filter((line) => !hasLine(panel, line))).map((line) => lineFault(alert, line));
    if (panel && faults.length > 0) missing.set(panel, [...(missing.get(panel) ?? []), ...faults]);
  }
  return missing;
}

const hasLine = (panel: DashboardPanel | undefined, { at, bad }: Threshold): boolean =>
  panel?.thresholds.some((one) => one.at === at && one.bad === bad) ?? false;

const lineFault = ({ name }: Alert, { at, bad }: Threshold): string => `it has no line at ${at} (bad ${bad}), which ${name} compares with`;
