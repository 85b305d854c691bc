import { createHash } from "node:crypto";
import Fraction from "fraction.js";
import { boundsOf, type CalendarUnit } from "../../model/calendar-window.ts";
import { measuredOf, single } from "../../model/composite.ts";
import { isGrouped } from "../../model/groups.ts";
import { formatCount, formatShare } from "../../model/quantity.ts";
import type { Signal, Slo } from "../../model/resolved.ts";
import { percent } from "../../monitors/burn-rate.ts";
import { type Spent, spendingOf, spentOf, spentShare, windowAt } from "../review/backtest/budget.ts";
import type { Recorded } from "../review/backtest/recorded.ts";
import { lengthText } from "../review/backtest/words.ts";
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
  const why = unknownOf(slo, unread);
  if (why !== undefined) return { state: "unknown", words: `unknown: ${why}` };
  const spent = spentOf(slo, recorded);
  if (spent.share === undefined) return { state: "unknown", words: "unknown: there were no events" };
  const state = spent.share > 1 ? "broken" : "kept";
  const of = slo.calendar ? ` of ${periodOf(slo.calendar, recorded.span.to - 60)}` : "";
  return { state, words: `${state}: ${percent(shareOf(spent.share))} of the error budget${of} spent${counted(slo, spent)}` };
}

/** How one month or quarter stands, or stood, as far as it is in a history. */
export interface Period {
  /** `October 2026`; `October 2026, 12 d of 31 d` where the history has not all of it */
  readonly name: string;
  readonly good: string;
  readonly spent: string;
  readonly state: Standing["state"];
}

/** Of an objective by the calendar the months or quarters of a history, latest first; none of one by groups, each of which has its own. */
export function periodsOf(slo: Slo, history: History): Period[] {
  const { calendar } = slo;
  const { recorded } = history;
  if (!calendar || isGrouped(slo.signal) || standingOf(slo, history).state === "unknown") return [];
  const increments = recorded.increments(single(slo.signal));
  const { span } = recorded;
  const periods: Period[] = [];
  for (let end = (span.to - span.from) / 60; end > 0; ) {
    const { begin, length } = windowAt(slo, span, end);
    const share = spentShare(slo, increments, { begin, end, length });
    const part = end - begin < length ? `, ${lengthText((end - begin) * 60)} of ${lengthText(length * 60)}` : "";
    const good = 1 - (increments.bad?.value(begin, end) ?? 0) / increments.total.value(begin, end);
    periods.push({
      name: `${periodOf(calendar, span.from + (end - 1) * 60)}${part}`,
      ...(share === undefined
        ? { good: "no events", spent: "-", state: "unknown" }
        : { good: formatShare(new Fraction(good.toFixed(6))), spent: percent(shareOf(share)), state: share > 1 ? "broken" : "kept" }),
    });
    end = begin;
  }
  return periods;
}

/** `November 2026`, or `the third quarter of 2026`: what holds an instant. */
function periodOf(calendar: CalendarUnit, instant: number): string {
  const date = new Date(boundsOf(calendar, instant).from * 1000);
  if (calendar === "month") return date.toLocaleString("en", { month: "long", year: "numeric", timeZone: "UTC" });
  return `the ${["first", "second", "third", "fourth"][date.getUTCMonth() / 3]} quarter of ${date.getUTCFullYear()}`;
}

function unknownOf({ signal }: Slo, unread: History["unread"]): string | undefined {
  if (!signal.from.traits.series) return `${signal.from.id} is no source of recorded series`;
  return measuredOf(signal)
    .map(unread)
    .find((why) => why !== undefined);
}

/** Of what is counted: how much of it was bad. */
function counted({ signal }: Slo, { bad, total, group }: Spent): string {
  if (signal.kind === "composite" || bad === undefined || total === undefined) return "";
  const noun = { events: "event", slices: "minute" }[signal.kind];
  const of = `, ${Math.round(bad)} of ${formatCount(Math.round(total), noun)} bad`;
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
  const over = slo.calendar ? `since the first of each ${slo.calendar} (UTC)` : "over the window before each moment";
  const alt = `${title}, ${over}, as recorded. At the end, ${end}: ${percent(shareOf(last.left))}.`;
  const svg = budgetChart(title, alt, points);
  return { path: `charts/${createHash("sha256").update(svg).digest("hex").slice(0, 16)}.svg`, alt, svg };
}

function budgetPoints(slo: Slo, recorded: Recorded): BudgetPoint[] {
  const spending = spendingOf(slo, recorded);
  const { from, to } = recorded.span;
  const minutes = (to - from) / 60;
  return Array.from({ length: places }, (_, index) => Math.round(((index + 1) * minutes) / places)).flatMap((end) => {
    const spent = spending({ ...windowAt(slo, recorded.span, end), end });
    return spent === undefined ? [] : [{ at: from + end * 60, left: 1 - spent }];
  });
}
