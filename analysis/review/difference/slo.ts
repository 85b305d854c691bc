import { isSameWindow, presentWindow, windowInWords } from "../../../model/calendar-window.ts";
import { formatSpan } from "../../../model/quantity.ts";
import type { Slo } from "../../../model/resolved.ts";
import type { Pair } from "../change.ts";
import { watchedEntry } from "./added-or-removed.ts";
import { carriedFields } from "./carried.ts";
import type { Context } from "./context.ts";
import { gapsInWords } from "./coverage-gaps.ts";
import type { Both, Draft, EntryDiffer } from "./draft.ts";
import { consequences } from "./example.ts";
import { alike } from "./plain.ts";
import { seenBy } from "./recipients.ts";
import { stageChange, unseenChange } from "./stage.ts";
import { tiersMoved } from "./tiers.ts";
import { becomes, budgetOf, exactShare } from "./words.ts";

/** An objective: its promise and the budget that follows, the tiers that watch it, its floor. */
export const sloDiffer: EntryDiffer<"slo"> = {
  about: "slo",
  name: (slo) => `SLO ${slo.title}, ${exactShare(slo.target)} over ${windowInWords(slo)}`,
  addedOrRemoved: (paired, context) => watchedEntry(paired, context, sloDiffer),
  takes: ["target", "window", "calendar", "policy", "signal", "floor", "stage", "unseen"],
  fields: carriedFields,
  changes: (both, context) => [
    ...promise(both, context),
    ...floor(both, context),
    ...stageChange(both, context),
    ...unseenChange(both, context),
  ],
};

function alertsOf({ paired }: Both<"slo">, context: Context, floors: boolean): readonly Pair[] {
  return context.affected(paired.key).filter(({ before, after }) => ((after ?? before)?.kind === "floor") === floors);
}

function promise(both: Both<"slo">, context: Context): Draft[] {
  const { before, after } = both;
  const { entries } = context;
  const differs = (key: "policy" | "signal") => !alike(before[key], after[key], entries);
  // A window that no one wrote is the policy's, and moves with it.
  const follows = !differs("policy") && isSameWindow(before, before.policy) && isSameWindow(after, after.policy);
  const parts = [
    ...(before.target.equals(after.target) ? [] : [`target ${becomes(exactShare(before.target), exactShare(after.target))}`]),
    ...(isSameWindow(before, after) || follows ? [] : [`window ${becomes(windowInWords(before), windowInWords(after))}`]),
    ...(differs("policy") ? [`policy ${becomes(before.policy.id, after.policy.id)}`] : []),
    ...(differs("signal") ? [`signal ${becomes(before.signal.id, after.signal.id)}`] : []),
  ];
  if (parts.length === 0) return [];
  // A floor looks back on the window, and of the signal unless it has its own.
  const floors = !isSameWindow(before, after) || differs("signal") ? alertsOf(both, context, true) : [];
  const alerts = [...alertsOf(both, context, false), ...floors.filter((pair) => pair.before && pair.after)];
  return [
    {
      what: parts.join(", "),
      direction: seenBy(alerts, context),
      means: [...consequences(alerts, context), ...gapsInWords(alerts, context), ...budget(before, after), ...tiers(before, after, alerts)],
      alerts,
    },
  ];
}

/** `budget 43m 12s -> 3h 36m in 30d`. */
export function budget(before: Slo, after: Slo): string[] {
  if (before.target.equals(after.target) && isSameWindow(before, after)) return [];
  const [old, now] = [formatSpan(budgetOf(before)), formatSpan(budgetOf(after))];
  const renewed = before.calendar === after.calendar ? [] : [renewal(after)];
  if (!isSameWindow(before, after)) return [...renewed, `budget ${old} in ${windowInWords(before)} -> ${now} in ${windowInWords(after)}`];
  return [`budget ${becomes(old, now)} in ${windowInWords(after)}`];
}

/** When the budget is whole again. Alerts on burn rates roll in any case. */
const renewal = ({ calendar }: Slo): string =>
  calendar
    ? `the budget and the floor begin anew on the first of each ${calendar}, at midnight UTC; alerts on burn rates look back as before`
    : "the budget and the floor no longer begin anew with the calendar";

/** The tiers of an objective that move, by where its alerts go. */
export function tiers(before: Slo, after: Slo, alerts: readonly Pair[]): string[] {
  const routeOf = (kind: "burn-page" | "burn-ticket") => {
    const own = alerts.find((pair) => (pair.after ?? pair.before)?.kind === kind && (pair.after ?? pair.before)?.slo?.id === after.id);
    return (own?.after ?? own?.before)?.route.kind ?? "post";
  };
  return tiersMoved(before, after, { page: routeOf("burn-page"), ticket: routeOf("burn-ticket") });
}

function floor(both: Both<"slo">, context: Context): Draft[] {
  const { before, after } = both;
  const { entries } = context;
  if (alike(before.floor, after.floor, entries)) return [];
  const alerts = alertsOf(both, context, true);
  return [
    {
      what: `floor ${becomes(floorInWords(before), floorInWords(after))}`,
      direction: seenBy(alerts, context),
      means: [...floorMoved(before, after), ...consequences(alerts, context), ...gapsInWords(alerts, context)],
      alerts,
    },
  ];
}

function floorMoved({ floor: before }: Slo, { floor: after, ...slo }: Slo): string[] {
  if (!after) return ["no ticket is sent when the whole window falls below it"];
  const instead = before && !before.share.equals(after.share) ? ` instead of ${exactShare(before.share)}` : "";
  return [`a ticket when less than ${exactShare(after.share)}${instead} of ${presentWindow(slo)} was good`];
}

function floorInWords({ floor, signal }: Slo): string {
  if (!floor) return "none";
  const of = floor.signal.path === signal.path ? "" : ` of ${floor.signal.id}`;
  return `${exactShare(floor.share)}${of}`;
}
