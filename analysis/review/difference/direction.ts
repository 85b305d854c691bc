import { withinDays } from "../../../model/hours.ts";
import type { Direction, Hours } from "../../../model/resolved.ts";

/** From the most severe on. Of several, the most severe is that of the whole: one that loses something is not made good by another. */
const order: readonly Direction[] = ["blind", "looser", "tighter", "neutral"];

/** Whether something is lost by it. */
export const isLoss = (direction: Direction): boolean => direction === "blind" || direction === "looser";

export const gravity = (direction: Direction): number => order.indexOf(direction);

export function mostSevere(directions: readonly Direction[]): Direction {
  return order.find((one) => directions.includes(one)) ?? "neutral";
}

/** By a number of which more is the one thing and less the other; without a limit, there is none. */
type Rule = (before: number | undefined, after: number | undefined) => Direction;

const byNumber =
  (more: Direction, less: Direction, absent: number): Rule =>
  (before = absent, after = absent) =>
    after > before ? more : after < before ? less : "neutral";

/** Something takes longer. Without a number it never comes. */
export const longerIsLooser: Rule = byNumber("looser", "tighter", Number.POSITIVE_INFINITY);
export const longerIsTighter: Rule = byNumber("tighter", "looser", Number.POSITIVE_INFINITY);
/** Without a number there is none. */
export const moreIsTighter: Rule = byNumber("tighter", "looser", 0);
export const moreIsLooser: Rule = byNumber("looser", "tighter", 0);

/** By what belongs to something: who or what is missing now hears, shows or watches no more. */
export function byMembers(before: readonly string[], after: readonly string[]): Direction {
  const [old, now] = [new Set(before), new Set(after)];
  if (before.some((one) => !now.has(one))) return "looser";
  return after.some((one) => !old.has(one)) ? "tighter" : "neutral";
}

/** Every minute of a week that some hours have, as what is in it. */
export const minutesOfAll = (windows: readonly Hours[]): string[] => windows.flatMap(minutesIn);

function minutesIn(hours: Hours): string[] {
  return withinDays(hours).flatMap(({ days, from, to }) => {
    const [first, last] = [minutesOf(from), minutesOf(to)];
    return days.flatMap((day) => Array.from({ length: Math.max(0, last - first) }, (_none, index) => `${day} ${first + index}`));
  });
}

function minutesOf(time: string): number {
  const [hours = "0", minutes = "0"] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}
