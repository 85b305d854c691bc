import { type PanelVerdict, provePanels } from "../../analysis/prove/panel-proofs.ts";
import type { DashboardSpec } from "../../dashboards/dashboard.ts";
import { dashboardsOf } from "../../dashboards/dashboards.ts";
import { formatCount } from "../../model/quantity.ts";
import type { Resolved } from "../../model/resolved.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { findProgram, ProgramNotFound } from "../../programs/find.ts";
import { drawerOf } from "../runbooks/vendors.ts";
import { table } from "../table.ts";

/** What was found of the panels of a catalog's dashboards. */
export interface ProvedPanels {
  readonly verdicts: readonly PanelVerdict[];
  /** dashboards that were not looked at, and why */
  readonly notRun: readonly { readonly dashboard: string; readonly why: string }[];
}

interface Proving {
  readonly only: (dashboard: DashboardSpec) => boolean;
  readonly jobs: number;
  readonly log: (text: string) => void;
}

/** Proves the panels that Prometheus' own engine can draw. Where neither the engine nor Go is there, none are. */
export async function provedPanels(resolved: Resolved, { only, jobs, log }: Proving): Promise<ProvedPanels> {
  const alerts = alertsOf(resolved);
  const dashboards = dashboardsOf(resolved, alerts).filter(only);
  const [drawable, others] = [dashboards.filter(isDrawable), dashboards.filter((one) => !isDrawable(one))];
  const because = (of: readonly DashboardSpec[], why: (one: DashboardSpec) => string) =>
    of.map((one) => ({ dashboard: one.name, why: why(one) }));
  const notRun = because(others, ({ source }) => `only ${drawerOf(source)} evaluates it`);
  if (drawable.length === 0) return { verdicts: [], notRun };
  try {
    await findProgram("promql", { report: log });
  } catch (error) {
    if (!(error instanceof ProgramNotFound)) throw error;
    return {
      verdicts: [],
      notRun: [...because(drawable, () => "the engine that draws panels is not here, nor Go to build it"), ...notRun],
    };
  }
  const progress = (done: number, all: number) => log(`dashboards: ${done} of ${all}`);
  return { verdicts: await provePanels(drawable, alerts, { jobs, progress }), notRun };
}

const isDrawable = ({ source }: DashboardSpec): boolean => source.traits.series !== undefined;

export const isFaulty = ({ faults }: PanelVerdict): boolean => faults.length > 0;

/** What is wrong with panels, what was not run, and how many are as they should be; empty without dashboards. */
export function panelsText(environment: string, { verdicts, notRun }: ProvedPanels): string {
  const faulty = verdicts.filter(isFaulty);
  const rows = faulty.flatMap(({ dashboard, title, faults }) => faults.map((what) => [dashboard, title, what]));
  const reasons = Map.groupBy(notRun, ({ why }) => why);
  return [
    ...(rows.length === 0 ? [] : ["\nNOT SHOWN\n", table(rows)]),
    ...[...reasons].map(([why, of]) => `\nnot drawn: ${formatCount(of.length, "dashboard")} (${why})\n`),
    ...(verdicts.length === 0
      ? []
      : [`${environment}: ${verdicts.length - faulty.length} of ${formatCount(verdicts.length, "panel")} show what they should\n`]),
  ].join("");
}
