import Fraction from "fraction.js";
import { formatShare } from "../../../model/quantity.ts";
import { percent } from "../../../monitors/burn-rate.ts";

export { calendarInWords, hoursInWords, matchersInWords } from "../../../monitors/words.ts";

/** Seconds where a person needs no more than a figure: `about 25 min`. */
export function about(seconds: number): string {
  if (seconds < 60) return `about ${Math.ceil(seconds)} s`;
  if (seconds < 7200) return `about ${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `about ${Math.round(seconds / 3600)} h`;
  return `about ${Math.round(seconds / 86_400)} days`;
}

/** Time in which everything may fail: that of an objective over its window, in seconds. */
export const budgetOf = ({ target, window }: { readonly target: Fraction; readonly window: number }): number =>
  new Fraction(1).sub(target).mul(window).valueOf();

/** `old -> new` */
export const becomes = (before: string, after: string): string => `${before} -> ${after}`;

/** Whole texts for people; more than a few are counted. */
export function listed(all: readonly string[], most = 3): string {
  if (all.length <= most + 1) return inWords(all);
  return `${all.slice(0, most).join(", ")} and ${all.length - most} more`;
}

function inWords(all: readonly string[]): string {
  return all.length < 2 ? (all[0] ?? "nothing") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}

/** Numbers as people write them in a sentence: shares with few digits, or exact. */
export const share = (value: Fraction): string => percent(value);
export const exactShare = (value: Fraction): string => formatShare(value);
