import type { OnCall } from "../../../model/resolved.ts";
import type { Finding } from "../change.ts";
import type { Played } from "./played.ts";
import type { Span } from "./recorder.ts";
import { lengthText, rateText } from "./words.ts";

/**
 * Whom a page calls first; undefined: no one.
 *
 * @param at seconds since 1970
 */
export type Called = (onCall: OnCall, at: number) => string | undefined;

/** Pages that one person would have got. */
export interface Load {
  /** name of the person */
  readonly person: string;
  readonly before: number;
  readonly after: number;
  /** a week, on average over the span */
  readonly weeklyBefore: number;
  readonly weeklyAfter: number;
}

export interface Paging {
  readonly played: readonly Played[];
  readonly called: Called;
}

/** Seconds of a week, over which averages are given. */
export const week = 604_800;

/** Each time that an alert which pages begins to fire is one page, to the person whom the first level calls at that instant. */
export function loadOf(before: Paging, after: Paging, span: Span): Load[] {
  const [old, young] = [pagesBy(before, span), pagesBy(after, span)];
  const weeks = (span.to - span.from) / week;
  const people = [...new Set([...old.keys(), ...young.keys()])].sort();
  return people.map((person) => {
    const [was, is] = [old.get(person) ?? 0, young.get(person) ?? 0];
    return { person, before: was, after: is, weeklyBefore: was / weeks, weeklyAfter: is / weeks };
  });
}

function pagesBy({ played, called }: Paging, span: Span): Map<string, number> {
  const pages = new Map<string, number>();
  for (const { alert, firings } of played) {
    if (alert.route.kind !== "page") continue;
    for (const { from } of firings) {
      if (from < span.from) continue;
      const person = called(alert.route.onCall, from) ?? "nobody";
      pages.set(person, (pages.get(person) ?? 0) + 1);
    }
  }
  return pages;
}

/** So many pages in so many seconds. */
export interface PageBudget {
  readonly pages: number;
  readonly in: number;
}

/** Whether someone may expect more pages than the budget allows. A history that is shorter than the budget's time does not tell. */
export function isOver({ after }: Pick<Load, "after">, budget: PageBudget, { from, to }: Span): boolean {
  return to - from >= budget.in && (after * budget.in) / (to - from) > budget.pages;
}

/** A warning for each person who may expect more pages than the budget allows. */
export function overBudget(loads: readonly Load[], budget: PageBudget, span: Span): Finding[] {
  const inTime = (pages: number) => (pages * budget.in) / (span.to - span.from);
  const over = loads.filter((load) => isOver(load, budget, span));
  return over.map(({ person, before, after }) => {
    const time = lengthText(budget.in);
    const earlier = isOver({ after: before }, budget, span) ? `; it was ${rateText(inTime(before))} before` : "";
    return {
      severity: "warning",
      entry: "organization/review/page-budget",
      what: `${person} may expect ${rateText(inTime(after))} pages in ${time}, and the budget is ${rateText(budget.pages)}${earlier}`,
      way: "make paging alerts less sensitive or tickets, fix what fails, or share the rotation with more people",
    };
  });
}
