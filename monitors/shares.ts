import Fraction from "fraction.js";
import { countsEvents, measuredOf } from "../model/composite.ts";
import { type AlertCondition, beyondChance } from "../model/condition.ts";
import type { BadShare } from "../model/resolved.ts";
import { isEach } from "../model/slices.ts";
import type { Alert } from "./alert.ts";

/** What fires, and how long it must hold (seconds). */
export type Watched = Pick<Alert, "when" | "for">;

/**
 * The ways in which shares of failures come to fulfil a condition: for each, the shares that must all be there at once, of
 * one signal. Of a ticket that is silent under its page, those of the ticket itself. Other questions have no share: none.
 */
export function waysOf(when: AlertCondition): BadShare[][] {
  switch (when.kind) {
    case "any":
      return when.of.flatMap(waysOf);
    case "all":
      return when.of.map(waysOf).reduce<BadShare[][]>((ways, more) => ways.flatMap((way) => more.map((next) => [...way, ...next])), [[]]);
    case "unless":
    case "or-absent":
      return waysOf(when.of);
    case "bad-share":
      return [[when]];
    case "value":
    case "forecast":
    case "change":
    case "age":
    case "count":
    case "occurs":
    case "absent":
    case "groups":
    case "recovered":
    case "flapping":
    case "source-silent":
    case "probe-fails":
    case "certificate":
    case "no-sign-of-life":
      return [];
  }
}

const eventsEach = (hourly: Fraction | undefined): Fraction | undefined => hourly?.div(60);

/**
 * Events a minute; undefined: plenty, so that failures flow. Of `slices` the events are the minutes, at every hour. How many
 * single series there are is not known: their share is taken for one that flows.
 *
 * @param hourly events an hour
 */
export function paceOf([leaf]: readonly BadShare[], hourly: Fraction | undefined): Fraction | undefined {
  if (!leaf || countsEvents(leaf.signal)) return eventsEach(hourly);
  return measuredOf(leaf.signal).some(isEach) ? undefined : new Fraction(1);
}

export const minutesOf = ({ over }: BadShare): Fraction => new Fraction(over).div(60);

/**
 * Whole failures in its window from which a share holds: those of its guard, and those of the share itself.
 *
 * @param each failures a minute, of which a minute counts as one where minutes are counted; at most one, if absent
 */
export function failuresOf(leaf: BadShare, pace: Fraction, each = new Fraction(1)): number {
  const share = minutesOf(leaf).mul(pace).mul(leaf.above);
  const enough = leaf.inclusive ? share.ceil() : share.floor().add(1);
  return Math.max(enough.valueOf(), guardOf(leaf, share.valueOf(), each), 1);
}

/** The fewer of the failures that are enough, and of those whose minutes are. */
function guardOf({ least, leastMinutes }: BadShare, expected: number, each: Fraction): number {
  if (leastMinutes === undefined) return least;
  const minutes = Math.max(leastMinutes, Math.ceil(expected + beyondChance * Math.sqrt(expected)));
  return Math.min(least, each.compare(1) > 0 ? each.mul(minutes).ceil().valueOf() : minutes);
}
