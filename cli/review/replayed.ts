import { firstCalledOf } from "../../analysis/on-call/first-called.ts";
import { type Backtest, backtest } from "../../analysis/review/backtest/backtest.ts";
import { canReplay } from "../../analysis/review/backtest/evaluate.ts";
import type { Finding, Pair } from "../../analysis/review/change.ts";
import { type AlertCondition, lookbackOf, signalsOf } from "../../model/condition.ts";
import type { Incident } from "../../model/incidents.ts";
import { loadIncidents } from "../../model/incidents.ts";
import type { Resolved, ReviewPolicy, Signal } from "../../model/resolved.ts";
import { CannotRead } from "../history/fault.ts";
import { readHistory } from "../history/read.ts";

export interface HistoryAsked {
  readonly source: string;
  readonly incidents?: string;
  readonly from?: string;
  readonly to?: string;
  readonly tokenFile?: string;
  readonly report: (line: string) => void;
}

/** Two revisions in one environment, with their alerts. */
export interface Played {
  readonly base: Resolved;
  readonly head: Resolved;
  readonly pairs: readonly Pair[];
  readonly pageBudget?: ReviewPolicy["pageBudget"];
}

/** What old and new would have done; findings alone where the data or the incidents cannot be read. */
export async function replayed(
  asked: HistoryAsked,
  { base, head, pairs, pageBudget }: Played,
): Promise<{ readonly backtest?: Backtest; readonly findings: readonly Finding[] }> {
  const marked = asked.incidents === undefined ? { findings: [] } : incidentsIn(asked.incidents, [base, head]);
  const alerts = pairs
    .flatMap(({ before, after }) => [...(before ? [before] : []), ...(after ? [after] : [])])
    .filter((alert) => canReplay(alert) === true);
  try {
    const { recorded, span, unread, notes, findings } = await readHistory({
      source: asked.source,
      signals: [...new Set(alerts.flatMap(({ when }) => signalsOf(when)).filter(isRecorded))],
      lead: Math.max(0, ...alerts.map(({ when, for: held }) => longestWindow(when) + held)),
      now: Math.floor(Date.now() / 1000),
      report: asked.report,
      ...(asked.from !== undefined && { from: asked.from }),
      ...(asked.to !== undefined && { to: asked.to }),
      ...(asked.tokenFile !== undefined && { tokenFile: asked.tokenFile }),
    });
    const side = (of: "before" | "after") => pairs.flatMap((pair) => pair[of] ?? []);
    const found = backtest({
      pairs,
      recorded,
      span,
      unread,
      notes,
      ...(marked.incidents && { incidents: marked.incidents }),
      called: { before: firstCalledOf(base, side("before")), after: firstCalledOf(head, side("after")) },
      ...(pageBudget && { pageBudget }),
    });
    return { backtest: found, findings: [...marked.findings, ...findings, ...found.findings] };
  } catch (fault) {
    if (!(fault instanceof CannotRead)) throw fault;
    const finding: Finding = {
      severity: "error",
      entry: "--history",
      what: fault.message,
      way: "name a history that can be read, or leave --history away",
    };
    return { findings: [...marked.findings, finding] };
  }
}

function incidentsIn(
  file: string,
  sides: readonly Resolved[],
): { readonly incidents?: readonly Incident[]; readonly findings: readonly Finding[] } {
  const services = sides.flatMap(({ systems }) => systems.flatMap((system) => system.services.map(({ path }) => path)));
  const { incidents, problems } = loadIncidents(file, [...new Set(services)]);
  return {
    ...(incidents && { incidents }),
    findings: problems.map(({ severity, place, what, way, nearest }) => ({
      severity,
      entry: "--incidents",
      what: `${place.file}:${place.line}:${place.column} ${what}${nearest === undefined ? "" : `; did you mean ${JSON.stringify(nearest)}?`}`,
      way,
    })),
  };
}

const isRecorded = (signal: { readonly kind: string }): signal is Signal => signal.kind !== "probe";

/** Seconds that a condition looks back. */
function longestWindow(when: AlertCondition): number {
  switch (when.kind) {
    case "any":
    case "all":
      return Math.max(0, ...when.of.map(longestWindow));
    case "unless":
      return Math.max(longestWindow(when.of), longestWindow(when.unless));
    case "or-absent":
      return longestWindow(when.of);
    case "recovered":
      return Math.max(...when.proofs.flatMap(({ over, than }) => [over, than]));
    case "flapping":
      return when.pause + when.memory;
    case "bad-share":
    case "count":
    case "forecast":
    case "change":
    case "age":
    case "value":
    case "occurs":
    case "absent":
    case "groups":
      return lookbackOf(when);
    case "source-silent":
    case "probe-fails":
    case "certificate":
    case "no-sign-of-life":
      return 0;
  }
}
