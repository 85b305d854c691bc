import Fraction from "fraction.js";
import { comparedUnit, stateOf } from "../model/compared.ts";
import { quietTrafficOf } from "../model/composite.ts";
import { type AlertCondition, leavesOf } from "../model/condition.ts";
import { decimal, formatDuration, formatSpan } from "../model/quantity.ts";
import type { Condition } from "../model/resolved.ts";
import { percent } from "./burn-rate.ts";
import { timeUntil } from "./detection.ts";
import { waysOf } from "./shares.ts";
import { type Undetected, undetectedOf } from "./undetected.ts";
import { measured } from "./words.ts";

/** What an alert can detect: how soon it fires when everything fails, and the most that stays undetected. */
export interface DetectionProfile {
  /** seconds from the beginning of a total outage until it fires; undefined: never */
  readonly outage: number | undefined;
  /** the same in the quietest hour, where the failures that a guard asks for take their time */
  readonly quietOutage: number | undefined;
  /** as text with its unit */
  readonly unseen: string;
  /** events an hour in the quietest hour, where the signal says */
  readonly quietTraffic?: string;
}

const everything = new Fraction(1);
const minute = 60;

/**
 * Total outage: from one minute to the next every event is bad, after a clean history of even traffic.
 *
 * @param held seconds for which the condition must hold
 * @param hourly events an hour in the quietest hour
 */
export function detectionProfileOf(when: AlertCondition, held = 0, hourly = quietTraffic(when)): DetectionProfile {
  return {
    outage: outageOf(when, held),
    quietOutage: outageOf(when, held, hourly),
    unseen: undetectedInWords(when, held, hourly),
    ...(hourly && { quietTraffic: `${decimal(hourly)}/h` }),
  };
}

/** Events an hour in the quietest hour of what a condition counts, where its signal says. */
export function quietTraffic(when: AlertCondition): Fraction | undefined {
  const signals = waysOf(when).flatMap((way) => way.map(({ signal }) => signal));
  return signals.flatMap((signal) => quietTrafficOf(signal)?.mul(3600) ?? [])[0];
}

const outageOf = (when: AlertCondition, held: number, hourly?: Fraction): number | undefined =>
  evaluated(when, untilHeld(when, held, hourly));

/** Seconds from the beginning of a constant share of failures until its evaluator fires it, where traffic is plenty; undefined: never. */
export const detectedAfter = (when: AlertCondition, held: number, share: Fraction): number | undefined =>
  evaluated(when, timeUntil({ when, for: held }, share));

/** Nothing fires between two evaluations. */
function evaluated(when: AlertCondition, time: number | undefined): number | undefined {
  const evaluate = leavesOf(when)[0]?.signal.from.evaluate;
  return time === undefined || evaluate === undefined ? time : Math.ceil(time / evaluate) * evaluate;
}

function untilHeld(when: AlertCondition, held: number, hourly?: Fraction): number | undefined {
  if (waysOf(when).length > 0) return timeUntil({ when, for: held }, everything, hourly);
  const [leaf] = leavesOf(when);
  switch (leaf?.kind) {
    case "count":
      // Silence empties the window; where everything fails, what is counted comes in plenty and fills it within a minute.
      return (leaf.compare === "below" ? leaf.over : minute) + held;
    case "age":
      return leaf.olderThan + held;
    case "change":
      // Where all stops at an even pace, the window has lost enough of it by then.
      return (leaf.compare === "falls" ? Math.ceil(leaf.by.mul(leaf.over).valueOf() / minute) * minute : minute) + held;
    case "value":
      // At the latest when the window has nothing else in it.
      return (leaf.signal.window?.over ?? 0) + held;
    case "bad-share":
    case "forecast":
    case "occurs":
    case "absent":
    case undefined:
      return held;
    case "groups":
      return undefined;
  }
  return leaf satisfies never;
}

/** The highest constant share that never fires it, and where a quiet hour makes it blinder, that share too; or the last value. */
function undetectedInWords(when: AlertCondition, held: number, hourly: Fraction | undefined): string {
  const always = undetectedOf({ when, for: held });
  if (!always) return undetectedValue(leavesOf(when)[0]);
  const quiet = hourly && undetectedOf({ when, for: held }, hourly);
  return quiet && quiet.rate.compare(always.rate) > 0 ? `${endOf(always)}; ${endOf(quiet)} at ${decimal(hourly)}/h` : endOf(always);
}

const endOf = ({ rate, seen }: Undetected): string => `${seen ? "below" : "up to"} ${percent(rate)}`;

function undetectedValue(leaf: Condition | undefined): string {
  const until = (compare: "above" | "below", bound: string) => `${compare === "above" ? "up to" : "down to"} ${bound}`;
  switch (leaf?.kind) {
    case "value": {
      const state = stateOf(leaf);
      if (state !== undefined) return `while it is ${1 - state}`;
      return until(leaf.compare, measured(leaf.threshold, { unit: comparedUnit(leaf.signal) }));
    }
    case "forecast":
      return `${until(leaf.compare, measured(leaf.threshold, { unit: comparedUnit(leaf.signal) }))} in ${formatDuration(leaf.within)}`;
    case "change":
      return `a ${leaf.compare === "falls" ? "fall" : "rise"} of less than ${percent(leaf.by)}`;
    case "age":
      return until("above", formatSpan(leaf.olderThan));
    case "count":
      return until(leaf.compare, `${decimal(leaf.threshold)} in ${formatDuration(leaf.over)}`);
    case "groups":
      return `up to ${leaf.signal.groups.atMost} groups`;
    case "bad-share":
    case "occurs":
    case "absent":
    case undefined:
      return "-";
  }
}
