import { availableParallelism } from "node:os";
import { drawnPanels } from "../../analysis/prove/panels.ts";
import type { Panels } from "../../analysis/site/subject.ts";
import type { DashboardSpec } from "../../dashboards/dashboard.ts";
import { dashboardsOf } from "../../dashboards/dashboards.ts";
import type { DrawnPanel } from "../../dashboards/drawn.ts";
import type { Measure } from "../../model/measure.ts";
import { formatCount } from "../../model/quantity.ts";
import type { Resolved, Source } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { findProgram, ProgramNotFound } from "../../programs/find.ts";
import { drawerOf, panelQuery } from "../runbooks/vendors.ts";
import type { Lately } from "./recorded-panels.ts";

/** So many dashboards are drawn where nothing else is asked for: each takes about a second of one processor. */
export const usuallyDrawn = 20;

export interface DrawingAsked {
  /** how many dashboards; false: none; default: {@link usuallyDrawn}, and only with an engine that is there already */
  readonly draw?: number | false;
  /** takes lines of progress */
  readonly log?: (text: string) => void;
}

/** Reads the last hours of a history for the panels of some dashboards. */
type LastHours = (dashboards: readonly DashboardSpec[]) => Promise<Lately>;

/**
 * What the panels of a catalog ask, and what the first of its dashboards show of simulated data, in the order of the catalog.
 *
 * @param lastHours of a history: panels that it has all data of are drawn of these; default: every panel is drawn of simulated data
 * @throws ProgramNotFound where drawings were asked for and the engine can neither be found nor built
 */
export async function panelsOf(resolved: Resolved, { draw, log = () => {} }: DrawingAsked, lastHours?: LastHours): Promise<Panels> {
  const most = draw === false ? 0 : (draw ?? usuallyDrawn);
  const alerts = most > 0 ? alertsOf(resolved) : [];
  const drawable = most > 0 ? dashboardsOf(resolved, alerts).filter(({ source }) => source.traits.series) : [];
  const chosen = drawable.slice(0, most);
  const engine = chosen.length > 0 && (await hasEngine(draw !== undefined, log));
  const drawn = new Map<string, readonly DrawnPanel[]>();
  if (engine) {
    log(`drawing ${formatCount(chosen.length, "dashboard")}\n`);
    const lately = await lastHours?.(chosen);
    const rest = chosen.values();
    const work = async () => {
      for (const dashboard of rest) drawn.set(dashboard.name, await drawnOf(dashboard, alerts, lately));
    };
    await Promise.all(Array.from({ length: availableParallelism() }, work));
  }
  const why = ({ source }: DashboardSpec): string => {
    if (!source.traits.series) return `Its panels are shown with their queries: only ${drawerOf(source)} evaluates them.`;
    if (most === 0 || engine)
      return `Its panels are shown with their queries: ${formatCount(most, "dashboard")} of this site ${most === 1 ? "is" : "are"} drawn with data (--draw).`;
    return "Its panels are shown with their queries: the engine that draws them is not on this machine (--draw builds it, once).";
  };
  return { drawerOf, queryOf, drawingOf: (dashboard) => drawn.get(dashboard.name) ?? why(dashboard) };
}

/** Of recorded data where they are all there and show anything, and of simulated data else. */
async function drawnOf(dashboard: DashboardSpec, alerts: readonly Alert[], lately: Lately | undefined): Promise<DrawnPanel[]> {
  const recorded = lately ? (await lately.draw(dashboard, alerts)).filter(isThere) : [];
  const byPanel = new Map(recorded.map((one) => [one.panel.id, { ...one, ...(lately && { recorded: lately.source }) }]));
  const simulated = await drawnPanels(dashboard, alerts);
  if (byPanel.size === 0) return simulated;
  return simulated.map((one) => byPanel.get(one.panel.id) ?? { ...one, recorded: false });
}

const isThere = ({ lines }: DrawnPanel): boolean => lines.flat().some(({ points }) => points.some((point) => point !== null));

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
