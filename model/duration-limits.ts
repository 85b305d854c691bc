import type Fraction from "fraction.js";
import { durationInSeconds, pattern } from "./quantity.ts";

/** Whether a text holds: one that is no duration at all has another fault. */
type Holds = (text: string) => boolean;

const holds =
  (of: (seconds: Fraction) => boolean): Holds =>
  (text) =>
    !pattern.duration.test(text) || of(durationInSeconds(text));

export const isWhole: Holds = holds((seconds) => seconds.mul(1000).d === 1n);
export function isAtLeast(least: string): Holds {
  const bound = durationInSeconds(least);
  return holds((seconds) => seconds.compare(bound) >= 0);
}
export function isAtMost(most: string): Holds {
  const bound = durationInSeconds(most);
  return holds((seconds) => seconds.compare(bound) <= 0);
}
