import { availableParallelism } from "node:os";
import { drawnPanels } from "../../analysis/prove/panels.ts";
import type { Panels } from "../../analysis/site/subject.ts";
import { type DashboardSpec, panelsIn } from "../../dashboards/dashboard.ts";
import { dashboardsOf } from "../../dashboards/dashboards.ts";
import type { DrawnPanel } from "../../dashboards/drawn.ts";
import type { Measure } from "../../model/measure.ts";
import { formatCount } from "../../model/quantity.ts";
import type { Resolved, Source } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { findProgram, ProgramNotFound } from "../../programs/find.ts";
import { drawerOf, panelQuery } from "../runbooks/vendors.ts";
import type { DrawRecorded } from "./recorded-panels.ts";

/** So many dashboards are drawn where nothing else is asked for: each takes about a second of one processor. */
export const usuallyDrawn = 20;

export interface DrawingAsked {
  /** how many dashboards; false: none; default: {@link usuallyDrawn}, and only with an engine that is there already */
  readonly draw?: number | false;
  /** takes lines of progress */
  readonly log?: (text: string) => void;
}

/** Dashboards of a catalog that are drawn, with the alerts whose recordings they show. */
export interface Chosen {
  readonly dashboards: readonly DashboardSpec[];
  readonly alerts: readonly Alert[];
  /** how many are drawn at most */
  readonly most: number;
}

/**
 * The first dashboards of a catalog, in its order; none where the engine is not there.
 *
 * @throws ProgramNotFound where drawings were asked for and the engine can neither be found nor built
 */
export async function chosenOf(resolved: Resolved, { draw, log = () => {} }: DrawingAsked): Promise<Chosen> {
  const most = draw === false ? 0 : (draw ?? usuallyDrawn);
  const alerts = most > 0 ? alertsOf(resolved) : [];
  const drawable = most > 0 ? dashboardsOf(resolved, alerts).filter(({ source }) => source.traits.series) : [];
  const chosen = drawable.slice(0, most);
  const engine = chosen.length > 0 && (await hasEngine(draw !== undefined, log));
  return { dashboards: engine ? chosen : [], alerts, most };
}

/**
 * What the panels of a catalog ask, and what those of the chosen dashboards show.
 *
 * @param recorded draws panels from a history; default: all are drawn of simulated data
 */
export async function panelsOf(
  { dashboards, alerts, most }: Chosen,
  { log = () => {} }: DrawingAsked,
  recorded?: DrawRecorded,
): Promise<Panels> {
  const drawn = new Map<string, readonly DrawnPanel[]>();
  if (dashboards.length > 0) log(`drawing ${formatCount(dashboards.length, "dashboard")}\n`);
  const rest = dashboards.values();
  const work = async () => {
    for (const dashboard of rest) drawn.set(dashboard.name, await drawnOf(dashboard, alerts, recorded));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  const why = ({ source }: DashboardSpec): string => {
    if (!source.traits.series) return `Its panels are shown with their queries: only ${drawerOf(source)} evaluates them.`;
    if (most === 0 || dashboards.length > 0)
      return `Its panels are shown with their queries: ${formatCount(most, "dashboard")} of this site ${most === 1 ? "is" : "are"} drawn with data (--draw).`;
    return "Its panels are shown with their queries: the engine that draws them is not on this machine (--draw builds it, once).";
  };
  return { drawerOf, queryOf, drawingOf: (dashboard) => drawn.get(dashboard.name) ?? why(dashboard) };
}

/**
 * Of recorded data where they are all there and show anything, and the others of simulated data.
 *
 * @param simulate draws the panels of a dashboard
 */
export async function drawnOf(
  dashboard: DashboardSpec,
  alerts: readonly Alert[],
  recorded: DrawRecorded | undefined,
  simulate: typeof drawnPanels = drawnPanels,
): Promise<DrawnPanel[]> {
  if (!recorded) return simulate(dashboard, alerts);
  const { drawn, whyNot } = await recorded(dashboard, alerts);
  const byPanel = new Map(drawn.map((one) => [one.panel, one]));
  const rows = dashboard.rows.map((row) => ({ ...row, panels: row.panels.filter((panel) => !byPanel.has(panel)) }));
  const simulated = rows.some(({ panels }) => panels.length > 0) ? await simulate({ ...dashboard, rows }, alerts) : [];
  for (const one of simulated) byPanel.set(one.panel, { ...one, data: { kind: "simulated", words: whyNot(one.panel) } });
  return panelsIn(dashboard).flatMap((panel) => byPanel.get(panel) ?? []);
}

/** Whether the engine is there; one that was asked for is built. */
async function hasEngine(isAsked: boolean, log: (text: string) => void): Promise<boolean> {
  try {
    await findProgram("promql", { report: isAsked ? (line) => log(`${line}\n`) : () => {}, build: isAsked });
    return true;
  } catch (error) {
    if (error instanceof ProgramNotFound && !isAsked) return false;
    throw error;
  }
}

/** What a vendor cannot show is no reason to show nothing of the others. */
function queryOf(source: Source, measure: Measure): string {
  try {
    return panelQuery(source, measure);
  } catch (error) {
    return `not shown: ${error instanceof Error ? error.message : error}`;
  }
}
