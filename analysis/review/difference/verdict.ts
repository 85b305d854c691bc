import Fraction from "fraction.js";
import type { BadShare, Direction } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { waysOf } from "../../../monitors/shares.ts";
import type { Pair } from "../change.ts";
import { thresholdsOf, timeToDetect } from "../detection.ts";
import { type Allowed, type DetectionCondition, detectionConditionsOf, isCovered, type Traffic } from "./detection-condition.ts";

/** What the alerts of head detect, and for whom. */
export interface Coverage {
  /** every alert of head that notifies people */
  readonly notifying: readonly Alert[];
  readonly allowed: Allowed;
  readonly traffic: Traffic;
}

/** What a changed alert means for the failures that it detects. */
export interface DirectionVerdict {
  readonly direction: Direction;
  /** what it detected, and no alert of head does any more */
  readonly gaps: readonly DetectionCondition[];
}

/** Whether it notifies anyone. Where no one is ever paged, a stage changes nothing. */
export const notifies = ({ stage, environment }: Alert): boolean => stage !== "shadow" || !environment.pages;

/** The direction of one alert, by what it detects and how soon, and by what all alerts of head detect; how loud it is, is judged apart. */
export function directionVerdictOf({ before, after }: Pair, coverage: Coverage): DirectionVerdict {
  const detected = before && notifies(before) ? detectionConditionsOf(before, coverage.traffic) : [];
  const others = coverage.notifying.flatMap((alert) => detectionConditionsOf(alert, coverage.traffic));
  const gaps = detected.filter((condition) => !others.some((by) => isCovered(condition, by, coverage.allowed)));
  if (gaps.length > 0) return { direction: "blind", gaps };
  if (!before) return { direction: after && notifies(after) ? "tighter" : "neutral", gaps };
  if (!after) return { direction: notifies(before) && !isReplaced(before, detected, coverage) ? "looser" : "neutral", gaps };
  if (!notifies(before) && !notifies(after)) return { direction: "neutral", gaps };
  const [old, now] = [detectionConditionsOf(before, coverage.traffic), detectionConditionsOf(after, coverage.traffic)];
  const less = old.some((condition) => !now.some((by) => isCovered(condition, by)));
  const more = now.some((condition) => !old.some((by) => isCovered(condition, by)));
  const { sooner, later } = times(before, after, coverage.traffic);
  if (less || later) return { direction: notifies(before) ? "looser" : "neutral", gaps };
  return { direction: more || sooner ? "tighter" : "neutral", gaps };
}

/** Whether it follows from other entries, and has none of its own. */
export const isDerived = ({ kind }: Alert): boolean => ["absence", "no-traffic", "groups", "source", "watchdog"].includes(kind);

/** Of a derived alert: it is there only as long as nothing else detects the same, as loudly and as soon. */
function isReplaced(before: Alert, detected: readonly DetectionCondition[], { notifying, traffic }: Coverage): boolean {
  if (!isDerived(before)) return false;
  const asLoud = notifying.filter(
    ({ route, severity, for: held }) =>
      (route.kind === "page" || before.route.kind === "post") && severity.respond <= before.severity.respond && held <= before.for,
  );
  const conditions = asLoud.flatMap((alert) => detectionConditionsOf(alert, traffic));
  return detected.every((condition) => conditions.some((by) => isCovered(condition, by)));
}

interface Times {
  readonly sooner: boolean;
  readonly later: boolean;
}

function times(before: Alert, after: Alert, traffic: Traffic): Times {
  const [old, now] = [delaysOf(before), delaysOf(after)];
  const each = old.map((delay, index) => (now[index] ?? delay) - delay);
  const shares = ratesOf(before, after).map((rate) => difference(before, after, rate));
  const hourly = hourlyOf(after, traffic);
  const quiet = hourly ? ratesOf(before, after).map((rate) => difference(before, after, rate, hourly)) : [];
  const all = [...each, ...shares, ...quiet];
  return { sooner: all.some((one) => one < 0), later: all.some((one) => one > 0) };
}

function hourlyOf({ when }: Alert, traffic: Traffic): Fraction | undefined {
  const [leaf] = waysOf(when).flat();
  return leaf && traffic(leaf.signal)?.mul(3600);
}

/** Above zero: later. What only one of the two sees is no matter of time. */
function difference(before: Alert, after: Alert, rate: Fraction, hourly?: Fraction): number {
  const [old, now] = [timeToDetect(before, rate, hourly), timeToDetect(after, rate, hourly)];
  return old === undefined || now === undefined ? 0 : now - old;
}

/** Round shares of failures, ascending. */
export const roundRates: readonly Fraction[] = [
  ...[1, 2, 3, 5].flatMap((digit) => [10_000, 1000, 100, 10].map((part) => new Fraction(digit, part))),
  new Fraction(1),
].sort((one, other) => one.compare(other));

/** Where the answer may change: at and between the thresholds of both, and at round figures. */
function ratesOf(before: Alert, after: Alert): Fraction[] {
  const turns = [...thresholdsOf(before), ...thresholdsOf(after), ...roundRates].sort((one, other) => one.compare(other));
  const between = turns.slice(1).map((rate, index) => rate.add(turns[index] ?? rate).div(2));
  return [...turns, ...between].filter((rate) => rate.compare(0) > 0 && rate.compare(1) <= 0);
}

/** The failures that it asks for, and the minutes that are enough in their place. */
function guardsOf(leaves: readonly BadShare[]): number[] {
  const minutes = leaves.flatMap(({ leastMinutes }) => leastMinutes ?? []);
  return [Math.max(0, ...leaves.map(({ least }) => least)), minutes.length > 0 ? Math.max(...minutes) : Number.MAX_SAFE_INTEGER];
}

/** What passes before it fires (seconds, or failures that a guard asks for), whatever is seen; each in its place, more is later. */
function delaysOf({ when, for: held, evaluator }: Pick<Alert, "when" | "for" | "evaluator">): number[] {
  const timing = [held, evaluator.evaluate, evaluator.scrape];
  switch (when.kind) {
    case "probe-fails":
      return [...timing, when.signal.every];
    case "certificate":
      return [...timing, -when.within];
    case "no-sign-of-life":
      return [...timing, when.every + when.grace];
    case "forecast":
      return [...timing, -when.within, when.from];
    case "change":
      return [...timing, when.over];
    case "age":
      return [...timing, when.olderThan];
    case "count":
      // A flood is seen when it has brought enough; silence when the window is empty.
      return [...timing, when.compare === "above" ? when.threshold.valueOf() : when.over];
    case "groups":
      return [...timing, when.signal.groups.atMost];
    case "or-absent":
      return delaysOf({ when: when.of, for: held, evaluator });
    case "bad-share":
      // What is forgotten on the first is detected when it has happened once more.
      return [...timing, when.least, when.calendar ? 1 : 0];
    case "value":
    case "occurs":
    case "absent":
    case "any":
    case "all":
    case "unless":
    case "recovered":
    case "flapping":
    case "source-silent":
      return [...timing, ...guardsOf(waysOf(when).flat())];
  }
}
