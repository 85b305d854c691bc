import { formatCount, formatDuration } from "../../../model/quantity.ts";
import type { Direction, Severity } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { placesOf } from "../../../monitors/routing.ts";
import type { Pair } from "../change.ts";
import type { Context } from "./context.ts";
import { byMembers, longerIsLooser, minutesOfAll, mostSevere } from "./direction.ts";
import { notifies } from "./verdict.ts";
import { becomes, listed } from "./words.ts";

/** The direction of alerts together, by what they detect. */
export const seenBy = (pairs: readonly Pair[], context: Context): Direction =>
  mostSevere(pairs.map((pair) => context.verdict(pair).direction));

/** Whether it detected something that no alert of head does, by its condition or its stage. */
export const isBlinded = (pair: Pair, context: Context): boolean =>
  [context.verdict(pair), context.verdictByStage(pair)].some(({ direction }) => direction === "blind");

/** From a dry run to what pages people. */
function rank(alert: Alert): number {
  if (!notifies(alert)) return 0;
  return alert.route.kind === "page" ? 2 : 1;
}

/** How loud an alert is: whether it pages people, in which hours a post is answered, how soon, and which places hear of it. */
export function loudness(before: Alert, after: Alert): Direction {
  if (rank(after) !== rank(before)) return rank(after) > rank(before) ? "tighter" : "looser";
  if (rank(after) === 0) return "neutral";
  return mostSevere([longerIsLooser(before.severity.respond, after.severity.respond), answered(before, after), heard(before, after)]);
}

/** A page is posted too. What a louder alert posts elsewhere is lost to those who read the former place. */
const heard = ({ route: before }: Alert, { route: after }: Alert): Direction =>
  byMembers(placesOf(before.channel), placesOf(after.channel));

/** `someone responds within 15m -> 2h`; nothing where the time stays. */
export function answerMoved({ severity: before }: Responding, { severity: after }: Responding): string[] {
  if (before.respond === after.respond) return [];
  return [`someone responds within ${becomes(formatDuration(before.respond), formatDuration(after.respond))}`];
}
type Responding = { readonly severity: Severity };

/** A post is sent at any hour; a calendar says when it is answered. */
function answered({ route: before }: Alert, { route: after }: Alert): Direction {
  if (before.kind === "page" || after.kind === "page") return "neutral";
  if (!before.during || !after.during) return before.during ? "tighter" : after.during ? "looser" : "neutral";
  if (before.during.timeZone !== after.during.timeZone) return "looser";
  return mostSevere([
    byMembers(minutesOfAll(before.during.windows), minutesOfAll(after.during.windows)),
    byMembers(after.during.holidays, before.during.holidays),
  ]);
}

/** `affects 3 alerts: a, b and c`; nothing for none. */
export function concerns(pairs: readonly Pair[]): string[] {
  const names = pairs.map(nameOf);
  return names.length === 0 ? [] : [`affects ${formatCount(names.length, "alert")}: ${listed(names)}`];
}

export const nameOf = ({ before, after }: Pair): string => (after ?? before)?.title ?? "";

export const pagesIn = ({ before, after }: Pair): boolean => before?.route.kind === "page" || after?.route.kind === "page";
