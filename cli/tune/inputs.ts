import type { Span } from "../../analysis/review/backtest/recorder.ts";
import { timeText } from "../../analysis/review/backtest/words.ts";
import { objectivesIn } from "../../analysis/tune/tune.ts";
import { resolve } from "../../language.ts";
import { type Incident, loadIncidents } from "../../model/incidents.ts";
import { nearest } from "../../model/nearest.ts";
import { incidentsOf } from "../../model/places.ts";
import { report } from "../../model/report.ts";
import type { Resolved, Signal } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { CannotRead } from "../history/fault.ts";
import { type History, readHistory } from "../history/read.ts";
import { loadedWith } from "../loaded-with.ts";

/** What a verb asks that looks at objectives on recorded data. */
export interface HistoryAsked {
  readonly catalogDir: string;
  readonly environment: string;
  /** system/service, or system/service/id of an SLO or an alert; default: all */
  readonly what?: string;
  /** as `slostack review --history` takes it */
  readonly history: string;
  /** default: incidents.yaml of the catalog */
  readonly incidents?: string;
  readonly from?: string;
  readonly to?: string;
  readonly tokenFile?: string;
  /** takes how far it is, a line at a time */
  readonly log: (text: string) => void;
}

export interface Objectives {
  readonly chosen: ReturnType<typeof objectivesIn>;
  /** of those that may be asked for besides */
  readonly alerts: readonly Alert[];
  /** undefined: nobody wrote any down */
  readonly incidents: readonly Incident[] | undefined;
}

/** Why a verb cannot tell, and its exit code. */
export interface Refusal {
  readonly lines: readonly string[];
  readonly code: number;
}

/** The objectives that are asked for, with the incidents that are known. @param alertsIn what may be asked for besides */
export function objectivesFor(
  { catalogDir, environment, what, incidents: named }: HistoryAsked,
  alertsIn: (resolved: Resolved) => readonly Alert[] = () => [],
): Objectives | Refusal {
  const loaded = loadedWith(environment, catalogDir);
  if ("lines" in loaded) return loaded;
  const resolved = resolve(loaded.catalog, environment);
  const all = objectivesIn(resolved);
  const isMeant = (path: string) => what === undefined || path === what || path.startsWith(`${what}/`);
  const chosen = all.filter(({ slo }) => isMeant(slo.path));
  const paging = alertsIn(resolved);
  const alerts = paging.filter(({ entry }) => isMeant(entry));
  if (chosen.length === 0 && alerts.length === 0) {
    const paths = [...all.map(({ slo }) => slo.path), ...paging.map(({ entry }) => entry)];
    const meant = what === undefined ? undefined : nearest(what, paths);
    const unknown = `${environment} has no objective${what === undefined ? "" : ` called ${what}`}`;
    return { lines: [`${unknown}${meant === undefined ? "" : `; did you mean ${meant}?`}`, `  ${paths.join(", ")}`], code: 2 };
  }
  const file = named ?? incidentsOf(catalogDir);
  if (file === undefined) return { chosen, alerts, incidents: undefined };
  const services = resolved.systems.flatMap((system) => system.services.map(({ path }) => path));
  const { incidents, problems } = loadIncidents(file, services);
  return incidents ? { chosen, alerts, incidents } : { lines: report(problems), code: 2 };
}

/** What is recorded of signals. @param lead seconds before the history that is looked back on */
export async function historyFor(signals: readonly Signal[], asked: HistoryAsked, lead: number): Promise<History | Refusal> {
  try {
    return await readHistory({
      source: asked.history,
      signals: [...new Set(signals.filter(({ from }) => from.traits.series))],
      lead,
      now: Math.floor(Date.now() / 1000),
      report: asked.log,
      ...(asked.from !== undefined && { from: asked.from }),
      ...(asked.to !== undefined && { to: asked.to }),
      ...(asked.tokenFile !== undefined && { tokenFile: asked.tokenFile }),
    });
  } catch (error) {
    if (error instanceof CannotRead) return { lines: [error.message], code: 2 };
    throw error;
  }
}

/** What an answer says of the history that it comes from. */
export interface Source {
  readonly environment: string;
  /** of the history */
  readonly source: string;
  readonly span: Span;
  readonly notes: readonly string[];
}

/** @param more what else the first line says */
export const sourceText = ({ source, span, notes }: Source, more = ""): string[] => [
  `${source}, ${timeText(span.from)} to ${timeText(span.to)}${more}\n`,
  ...notes.map((note) => `note: ${note}\n`),
];

export const sourceJson = ({ environment, source, span, notes }: Source) => ({
  environment,
  history: source,
  span: { from: timeText(span.from), to: timeText(span.to) },
  notes,
});
