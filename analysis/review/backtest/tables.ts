import type { Block, Line } from "../section.ts";
import type { BacktestAlert } from "./backtest.ts";
import type { BudgetChange, Spent } from "./budget.ts";
import type { Firing } from "./evaluate.ts";
import type { IncidentChange, Seen, Unmarked } from "./incidents.ts";
import type { Load } from "./load.ts";
import { movedText } from "./summary.ts";
import { becomes, lengthText, rateText, timeText } from "./words.ts";

/** The tables of a backtest; one without rows is no block. */
export const table = (head: readonly string[], rows: readonly (readonly Line[])[]): Block[] =>
  rows.length > 0 ? [{ kind: "table", head, rows }] : [];

export function alertTable(alerts: readonly BacktestAlert[]): Block[] {
  const rows = alerts.map((alert): Line[] => {
    const { before, after, title } = alert;
    const value = (of: (side: NonNullable<typeof before>) => string) => becomes(before ? of(before) : "-", after ? of(after) : "-");
    return [
      title,
      value(({ loudness }) => words[loudness]),
      value(({ times }) => String(times)),
      value(({ firing }) => lengthText(firing)),
      value(({ weekly }) => rateText(weekly)),
      differenceText(alert),
    ];
  });
  return table(["alert", "notifies by", "times fired", "firing", "per week", "what differs"], rows);
}

const words = { page: "page", post: "post", shadow: "shadow" } as const;

function differenceText({ appear, disappear, move }: BacktestAlert): string {
  const later = move.map((one) => one.later);
  const parts = [
    ...(disappear.length > 0 ? [`${disappear.length} gone (${begins(disappear)})`] : []),
    ...(appear.length > 0 ? [`${appear.length} new (${begins(appear)})`] : []),
    ...(later.length > 0 ? [movedText(later)] : []),
  ];
  return parts.length > 0 ? parts.join("; ") : "ends at another time";
}

/** Times that are written out; of more the first ones. */
const toldTimes = 3;

function begins(firings: readonly Firing[]): string {
  const told = firings.slice(0, toldTimes).map(({ from, group }) => `${group === undefined ? "" : `${group}, `}${timeText(from)}`);
  return `${told.join(firings.some(({ group }) => group !== undefined) ? "; " : ", ")}${firings.length > toldTimes ? ", …" : ""}`;
}

export function incidentTable(incidents: readonly IncidentChange[]): Block[] {
  return table(
    ["incident", "began", "first alert before", "first alert after"],
    incidents.map(({ title, from, before, after }) => [title, timeText(from), seenText(before), seenText(after)]),
  );
}

function seenText({ page, post }: Seen): string {
  const delay = (seconds: number) => (seconds <= 0 ? "fired already" : `after ${lengthText(seconds)}`);
  const paged = page && `page ${delay(page.delay)} (${page.alert})`;
  const posted = post && (!page || post.delay < page.delay) ? `post ${delay(post.delay)} (${post.alert})` : undefined;
  if (!paged && !posted) return "missed";
  return [...(posted ? [posted] : []), paged ?? "no page"].join(", ");
}

export function unmarkedTable(before: readonly Unmarked[], after: readonly Unmarked[]): Block[] {
  const key = ({ name, firing }: Unmarked) => `${name} ${firing.from} ${firing.group ?? ""}`;
  const [old, young] = [before, after].map((all) => new Set(all.map(key)));
  const all = [...new Map([...before, ...after].map((one) => [key(one), one])).values()];
  const rows = all
    .sort((one, other) => one.firing.from - other.firing.from)
    .map((one) => [
      one.firing.group === undefined ? one.alert : `${one.alert}: ${one.firing.group}`,
      timeText(one.firing.from),
      lengthText(one.firing.to - one.firing.from),
      [...(old?.has(key(one)) ? ["before"] : []), ...(young?.has(key(one)) ? ["after"] : [])].join(" and "),
    ]);
  return table(["page", "began", "firing", "would have been"], rows);
}

export function budgetTable(budgets: readonly BudgetChange[]): Block[] {
  const rows = budgets.map(({ slo, title, before, after }): Line[] => [
    [`${title} (`, { code: slo }, ")"],
    becomes(before?.target ?? "-", after?.target ?? "-"),
    becomes(before ? spentText(before) : "-", after ? spentText(after) : "-"),
  ]);
  return table(["objective", "target", "error budget spent"], rows);
}

function spentText({ share, window, calendar, recorded, group }: Spent): string {
  const of = group === undefined ? "" : ` by ${group}`;
  const whole = calendar ? `the calendar ${calendar}` : lengthText(window);
  const part = recorded < window ? `${of} in ${lengthText(recorded)} of ${whole}` : `${of} of ${whole}`;
  return share === undefined ? `no traffic${part}` : `${rateText(100 * share)}%${part}`;
}

export function loadTable(load: readonly Load[]): Block[] {
  return table(
    ["person", "pages", "pages per week"],
    load.map(({ person, before, after, weeklyBefore, weeklyAfter }) => [
      person,
      becomes(String(before), String(after)),
      becomes(rateText(weeklyBefore), rateText(weeklyAfter)),
    ]),
  );
}
