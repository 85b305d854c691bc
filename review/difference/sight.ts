import Fraction from "fraction.js";
import type { Direction } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { waysOf } from "../../monitors/shares.ts";
import type { Pair } from "../change.ts";
import { thresholdsOf, timeToDetect } from "../detection.ts";
import { type Allowed, isCovered, type Traffic, type View, viewsOf } from "./view.ts";

/** Who is told of what at head. */
export interface Watch {
  /** every alert of head that tells people */
  readonly telling: readonly Alert[];
  readonly allowed: Allowed;
  readonly traffic: Traffic;
}

/** What a changed alert means for the failures that it sees. */
export interface Sight {
  readonly direction: Direction;
  /** what it told of, and nobody tells of at head */
  readonly lost: readonly View[];
}

/** Whether anybody hears of it. Where nobody is ever paged, a stage changes nothing. */
export const tells = ({ stage, environment }: Alert): boolean => stage !== "shadow" || !environment.pages;

/**
 * The direction of one alert, by what it sees and how soon, and by what all alerts of head see; how loud it is, is
 * judged apart.
 */
export function sightOf({ before, after }: Pair, watch: Watch): Sight {
  const told = before && tells(before) ? viewsOf(before, watch.traffic) : [];
  const others = watch.telling.flatMap((alert) => viewsOf(alert, watch.traffic));
  const lost = told.filter((view) => !others.some((by) => isCovered(view, by, watch.allowed)));
  if (lost.length > 0) return { direction: "blind", lost };
  if (!before) return { direction: after && tells(after) ? "tighter" : "neutral", lost };
  if (!after) return { direction: tells(before) && !isReplaced(before, told, watch) ? "looser" : "neutral", lost };
  if (!tells(before) && !tells(after)) return { direction: "neutral", lost };
  const [old, now] = [viewsOf(before, watch.traffic), viewsOf(after, watch.traffic)];
  const less = old.some((view) => !now.some((by) => isCovered(view, by)));
  const more = now.some((view) => !old.some((by) => isCovered(view, by)));
  const { sooner, later } = times(before, after, watch.traffic);
  if (less || later) return { direction: tells(before) ? "looser" : "neutral", lost };
  return { direction: more || sooner ? "tighter" : "neutral", lost };
}

const derived: readonly Alert["kind"][] = ["absence", "source", "watchdog"];

/** Of what nobody writes: it is there only as long as nothing else tells of the same as loudly. */
function isReplaced(before: Alert, told: readonly View[], { telling, traffic }: Watch): boolean {
  if (!derived.includes(before.kind)) return false;
  const asLoud = telling.filter(({ route }) => route.kind === "page" || before.route.kind === "post");
  const views = asLoud.flatMap((alert) => viewsOf(alert, traffic));
  return told.every((view) => views.some((by) => isCovered(view, by)));
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
    case "count":
      // A flood is seen when it has brought enough; silence when the window is empty.
      return [...timing, when.compare === "above" ? when.threshold.valueOf() : when.over];
    case "or-absent":
      return delaysOf({ when: when.of, for: held, evaluator });
    case "bad-share":
    case "value":
    case "occurs":
    case "absent":
    case "any":
    case "all":
    case "unless":
    case "recovered":
    case "source-silent":
      return [...timing, Math.max(0, ...waysOf(when).flatMap((way) => way.map(({ least }) => least)))];
  }
}
