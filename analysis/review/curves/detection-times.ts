import Fraction from "fraction.js";
import type { Alert } from "../../../monitors/alert.ts";
import { limitAt } from "../../../monitors/limit.ts";
import { waysOf } from "../../../monitors/shares.ts";
import { undetectedOf } from "../../../monitors/undetected.ts";
import { thresholdsOf, timeToDetect } from "../detection.ts";
import { notifies } from "../difference/verdict.ts";

/** Who is notified, the loudest first; what is in the stage shadow reaches no person. */
export const audiences = ["page", "ticket", "shadow"] as const;
export type Audience = (typeof audiences)[number];

export function audienceOf(alert: Alert): Audience {
  if (!notifies(alert)) return "shadow";
  return alert.route.kind === "page" ? "page" : "ticket";
}

/** How soon each is notified of one share of failures (seconds); null: never. */
export type DetectionTimes = Readonly<Record<Audience, number | null>>;

export function detectionTimesOf(alerts: readonly Alert[], rate: Fraction, hourly?: Fraction): DetectionTimes {
  const first = (audience: Audience): number | null => {
    const times = alerts.filter((alert) => audienceOf(alert) === audience).map((alert) => timeToDetect(alert, rate, hourly));
    const known = times.filter((time) => time !== undefined);
    return known.length > 0 ? Math.min(...known) : null;
  };
  return { page: first("page"), ticket: first("ticket"), shadow: first("shadow") };
}

/** Seconds until the soonest possible alert on the strictest of the objectives; undefined: there is none, or it allows that share. */
export function limitOn(alerts: readonly Alert[], rate: Fraction, hourly: Fraction): number | undefined {
  const [strictest] = alerts.flatMap(({ slo }) => slo?.target ?? []).sort((one, other) => other.compare(one));
  return strictest && limitAt(strictest, rate, hourly);
}

/** Whether a louder one is told no later: the softer then tells nothing new, and a ticket under its page nothing at all. */
export function isOutdone(detected: DetectionTimes, audience: Audience): boolean {
  const own = detected[audience];
  const louder = audiences.slice(0, audiences.indexOf(audience)).map((one) => detected[one]);
  return louder.some((time) => time !== null && (own === null || time <= own));
}

/** The shares at which someone begins to hear of it. */
export function endsOf(alerts: readonly Alert[], hourly?: Fraction): Fraction[] {
  return distinct(alerts.flatMap((alert) => undetectedOf(alert, hourly)?.rate ?? []));
}

/** Where failures flow, what is just above an end is told as soon as what is somewhat above; whole ones may take weeks to meet. */
const beside = { flowing: new Fraction(1, 1_000_000), whole: new Fraction(1, 200) };
const perDecade = 36;
/** Below this part of the lowest threshold there is nothing more to see. */
const below = 3;

/** Shares evenly apart on a logarithmic scale, up to all; and each threshold and each end, with what is just beside it. */
export function ratesOf(alerts: readonly Alert[]): Fraction[] {
  const turns = distinct([...alerts.flatMap(thresholdsOf), ...endsOf(alerts)]).filter((rate) => rate.compare(0) > 0);
  const lowest = turns[0]?.valueOf() ?? 0.01;
  const from = Math.floor(Math.log10(lowest / below) * perDecade);
  const grid = Array.from({ length: 1 - from }, (_, index) => new Fraction((10 ** ((from + index) / perDecade)).toPrecision(3)));
  const step = alerts.some(({ when }) => waysOf(when)[0]?.[0]?.signal.kind === "slices") ? beside.whole : beside.flowing;
  const edges = turns.flatMap((rate) => [rate.mul(new Fraction(1).sub(step)), rate, rate.mul(step.add(1))]);
  return distinct([...grid, ...edges]).filter((rate) => rate.compare(1) <= 0);
}

/** Ascending, each once. */
export function distinct(rates: readonly Fraction[]): Fraction[] {
  return [...new Map(rates.map((rate) => [rate.toFraction(), rate])).values()].sort((one, other) => one.compare(other));
}
