import Fraction from "fraction.js";
import type { BadShare } from "../model/resolved.ts";
import { failuresOf, minutesOf, paceOf, type Watched, waysOf } from "./shares.ts";

/** The end of what an alert does not detect. */
export interface Undetected {
  /** no constant share of failures below this ever fires it; at most 1 */
  readonly rate: Fraction;
  /** this share itself fires it */
  readonly seen: boolean;
}

const everything: Undetected = { rate: new Fraction(1), seen: false };

/**
 * The highest constant share of failures that never fires it, as `timeUntil` has it; undefined: it reads no share.
 *
 * @param hourly events an hour, for `events`; absent: so many that neither a guard nor a single failure matters
 */
export function undetectedOf({ when, for: held }: Watched, hourly?: Fraction): Undetected | undefined {
  const [first, ...more] = waysOf(when).map((way) => unseenBy(way, held, paceOf(way, hourly)));
  // An alert is as sharp as the sharpest of its ways.
  return first && more.reduce(sharper, first);
}

/** A way is as blind as the blinder of its windows. */
function unseenBy(way: readonly BadShare[], held: number, pace: Fraction | undefined): Undetected {
  if (!pace) return way.map(({ above, inclusive }): Undetected => ({ rate: above, seen: inclusive === true })).reduce(blinder);
  if (pace.equals(0)) return everything;
  const minutes = new Fraction(held).div(60);
  const needs = way.map((leaf) => ({ window: minutesOf(leaf), failures: new Fraction(failuresOf(leaf, pace)) }));
  // For good: no window ever holds less. From time to time: the last of the failures comes long enough before the first leaves.
  const forGood = needs.map(({ window, failures }): Undetected => ({ rate: failures.div(window), seen: true })).reduce(blinder);
  const atTimes = needs.every(({ window }) => window.compare(minutes) > 0)
    ? needs.map(({ window, failures }): Undetected => ({ rate: failures.sub(1).div(window.sub(minutes)), seen: false })).reduce(blinder)
    : undefined;
  const { rate, seen } = atTimes ? sharper(forGood, atTimes) : forGood;
  const share = rate.div(pace);
  return share.compare(1) > 0 ? everything : { rate: share, seen };
}

const sharper = (one: Undetected, other: Undetected): Undetected => (isSharper(other, one) ? other : one);
const blinder = (one: Undetected, other: Undetected): Undetected => (isSharper(other, one) ? one : other);

function isSharper(one: Undetected, other: Undetected): boolean {
  const order = one.rate.compare(other.rate);
  return order < 0 || (order === 0 && one.seen && !other.seen);
}
