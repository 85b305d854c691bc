import { createHash } from "node:crypto";
import Fraction from "fraction.js";
import { isGrouped } from "../../model/groups.ts";
import { formatCount } from "../../model/quantity.ts";
import type { Signal, Slo } from "../../model/resolved.ts";
import { percent } from "../../monitors/burn-rate.ts";
import { type Spent, spentOf } from "../review/backtest/budget.ts";
import type { Recorded } from "../review/backtest/recorded.ts";
import { type BudgetPoint, budgetChart } from "../review/chart.ts";
import type { Picture } from "./detection.ts";

/** Recorded data, in which the objectives are looked up. */
export interface History {
  /** where it is from, for people */
  readonly source: string;
  readonly recorded: Recorded;
  /** why a signal has no data; undefined: it has */
  readonly unread: (signal: Signal) => string | undefined;
}

/** How an objective stands at the end of a history. */
export interface Standing {
  readonly state: "kept" | "broken" | "unknown";
  /** with its numbers, or why nothing is known */
  readonly words: string;
}

export function standingOf(slo: Slo, { recorded, unread }: History): Standing {
  const why = slo.signal.from.traits.series ? unread(slo.signal) : `${slo.signal.from.id} is no source of recorded series`;
  if (why !== undefined) return { state: "unknown", words: `unknown: ${why}` };
  const spent = spentOf(slo, recorded);
  if (spent.share === undefined) return { state: "unknown", words: "unknown: there were no events" };
  const state = spent.share > 1 ? "broken" : "kept";
  return { state, words: `${state}: ${percent(shareOf(spent.share))} of the error budget spent, ${counted(slo, spent)}` };
}

function counted({ signal }: Slo, { bad, total, group }: Spent): string {
  const noun = { events: "event", slices: "minute" }[signal.kind];
  const of = `${Math.round(bad)} of ${formatCount(Math.round(total), noun)} bad`;
  return group === undefined ? of : `${of} (${group}, which spent most)`;
}

const shareOf = (value: number): Fraction => new Fraction(value.toPrecision(3));

const places = 160;
const title = "Error budget left";

/**
 * What was left of an error budget in the time of a history, at each moment over the window before it; undefined where nothing
 * is known, or each group has a budget of its own.
 */
export function budgetPicture(slo: Slo, history: History): Picture | undefined {
  const { recorded } = history;
  if (isGrouped(slo.signal) || standingOf(slo, history).state === "unknown") return undefined;
  const points = budgetPoints(slo, recorded);
  const last = points.at(-1);
  if (!last) return undefined;
  const end = new Date(last.at * 1000).toISOString().slice(0, 10);
  const alt = `${title}, over the window before each moment, as recorded. At the end, ${end}: ${percent(shareOf(last.left))}.`;
  const svg = budgetChart(title, alt, points);
  return { path: `charts/${createHash("sha256").update(svg).digest("hex").slice(0, 16)}.svg`, alt, svg };
}

function budgetPoints({ signal, target, window }: Slo, recorded: Recorded): BudgetPoint[] {
  const { total, bad } = recorded.increments(signal);
  const { from, to } = recorded.span;
  const minutes = (to - from) / 60;
  const allowed = new Fraction(1).sub(target).valueOf();
  return Array.from({ length: places }, (_, index) => Math.round(((index + 1) * minutes) / places)).flatMap((end) => {
    const begin = Math.max(0, end - Math.floor(window / 60));
    const all = total.value(begin, end);
    return all > 0 ? [{ at: from + end * 60, left: 1 - (bad?.value(begin, end) ?? 0) / (all * allowed) }] : [];
  });
}
