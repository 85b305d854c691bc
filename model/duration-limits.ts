import type Fraction from "fraction.js";
import { durationInSeconds, pattern } from "./quantity.ts";

/** Whether a text holds: one that is no duration at all has another fault. */
type Holds = (text: string) => boolean;

const holds =
  (of: (seconds: Fraction) => boolean): Holds =>
  (text) =>
    !pattern.duration.test(text) || of(durationInSeconds(text));

export const isWhole: Holds = holds((seconds) => seconds.mul(1000).d === 1n);
export const isAtLeast = (least: string): Holds => holds((seconds) => seconds.compare(durationInSeconds(least)) >= 0);
export const isAtMost = (most: string): Holds => holds((seconds) => seconds.compare(durationInSeconds(most)) <= 0);
