import type { Incident } from "../../../model/incidents.ts";
import type { Signal, Slo } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import type { Finding, Pair } from "../change.ts";
import { type BudgetChange, budgetChanges } from "./budget.ts";
import { type AlertChange, compare } from "./compare.ts";
import { coveredBy, type IncidentChange, incidentChanges, type Unmarked, unmarkedOf } from "./incidents.ts";
import { type Called, type Load, loadOf, overBudget, type PageBudget } from "./load.ts";
import { type PlayedPair, playedOf } from "./played.ts";
import type { Recorded } from "./recorded.ts";
import type { Span } from "./recorder.ts";

export interface BacktestOptions {
  /** all alerts of both revisions */
  readonly pairs: readonly Pair[];
  readonly recorded: Recorded;
  /** what is counted; what was recorded before it fills the first windows */
  readonly span: Span;
  /** why a signal has no data; undefined: it has */
  readonly unread: (signal: Signal) => string | undefined;
  /** what must be known of the data, a sentence each */
  readonly notes?: readonly string[];
  /** undefined: no one has marked any, which is not the same as none */
  readonly incidents?: readonly Incident[];
  readonly called: { readonly before: Called; readonly after: Called };
  /** of the base */
  readonly pageBudget?: PageBudget;
}

/** How many of its service's incidents an alert fired in, of how many; absent on the side where it is not. */
export interface Cover {
  readonly of: number;
  readonly before?: number;
  readonly after?: number;
}

export type BacktestAlert = AlertChange & { readonly incidents?: Cover };

/** What old and new would have done on the same data. It holds no catalog: it can be written as JSON. */
export interface Backtest {
  readonly span: Span;
  readonly notes: readonly string[];
  /** alerts that were replayed, in the order of their names */
  readonly alerts: readonly BacktestAlert[];
  /** alerts that were not, with the reason */
  readonly unplayed: readonly { readonly name: string; readonly title: string; readonly pages: boolean; readonly why: string }[];
  readonly incidents?: readonly IncidentChange[];
  /** pages outside of every marked incident */
  readonly unmarked?: { readonly before: readonly Unmarked[]; readonly after: readonly Unmarked[] };
  readonly budgets: readonly BudgetChange[];
  readonly load: readonly Load[];
  readonly pageBudget?: PageBudget;
  readonly findings: readonly Finding[];
}

/** Replays old and new over the same data and compares what would have been. */
export function backtest(options: BacktestOptions): Backtest {
  const { pairs, recorded, span, incidents, called, pageBudget } = options;
  const { played, unplayed } = playedOf(pairs, recorded, span, options.unread);
  const side = (of: "before" | "after") => played.flatMap((pair) => pair[of] ?? []);
  const load = loadOf({ played: side("before"), called: called.before }, { played: side("after"), called: called.after }, span);
  const budget = pageBudget && { pages: pageBudget.pages, in: pageBudget.in };
  return {
    span,
    notes: options.notes ?? [],
    alerts: played
      .map((pair) => ({ ...compare(pair, span), ...(incidents && { incidents: coverOf(pair, incidents, span) }) }))
      .sort((one, other) => (one.name < other.name ? -1 : 1)),
    unplayed: unplayed.map(({ alert, why }) => ({ name: alert.name, title: alert.title, pages: alert.route.kind === "page", why })),
    ...(incidents && {
      incidents: incidentChanges(incidents, played, span),
      unmarked: { before: unmarkedOf(incidents, side("before"), span), after: unmarkedOf(incidents, side("after"), span) },
    }),
    budgets: budgetChanges(slosOf(played), recorded),
    load,
    ...(budget && { pageBudget: budget }),
    findings: budget ? overBudget(load, budget, span) : [],
  };
}

function coverOf({ before, after }: PlayedPair, incidents: readonly Incident[], span: Span): Cover {
  const [old, young] = [before, after].map((one) => one && coveredBy(one, incidents, span));
  return {
    of: young?.of ?? old?.of ?? 0,
    ...(old && { before: old.seen }),
    ...(young && { after: young.seen }),
  };
}

/** Objectives whose budget alerts were replayed: so their signals have data. */
function slosOf(played: readonly PlayedPair[]): { readonly before?: Slo; readonly after?: Slo }[] {
  const slo = (alert: Alert | undefined) => (alert?.kind === "burn-page" || alert?.kind === "burn-ticket" ? alert.slo : undefined);
  return played.map(({ before, after }) => {
    const [old, young] = [slo(before?.alert), slo(after?.alert)];
    return { ...(old && { before: old }), ...(young && { after: young }) };
  });
}
