import Fraction from "fraction.js";
import { longestByMinutes } from "../model/condition.ts";
import type { BadShare } from "../model/resolved.ts";
import { firstWithin } from "./first-within.ts";
import { failuresOf, minutesOf, paceOf, type Watched, waysOf } from "./shares.ts";

/*
 * When a constant rate of failures fires an alert. Before it: clean, even traffic. Conditions are asked every minute, of
 * minutes that are over (above three days: of full hours). Where traffic is plenty, failures flow. Else they are whole and
 * come evenly, and what a window lacks at one minute it may have at another. `for` asks that nothing lacks in between: an
 * evaluator that sees only full minutes may miss a lull that is shorter, and fire sooner.
 */

const minute = 60;
const hour = 3600;

/**
 * Seconds from the beginning of a constant share of failures until it fires, `for` included; undefined: never. Of
 * windows beyond three days: at the latest, in full hours, as it may begin at any minute of one. What reads no share
 * (values, counts, absence, probes) is not fired by one: undefined.
 *
 * @param rate from 0 to 1; of a `slices` signal the share of bad minutes
 * @param hourly events an hour, for `events`; absent: so many that neither a guard nor a single failure matters
 * @throws RangeError for a share that there cannot be
 */
export function timeUntil({ when, for: held }: Watched, rate: Fraction, hourly?: Fraction): number | undefined {
  if (rate.compare(0) < 0 || rate.compare(1) > 0) throw new RangeError(`a share is between 0 and 1, not ${rate.toFraction()}`);
  if (rate.equals(0)) return undefined;
  const times = waysOf(when)
    .map((way) => timeOf(way, rate, held, paceOf(way, hourly)))
    .filter((time) => time !== undefined);
  return times.length > 0 ? Math.min(...times) : undefined;
}

function timeOf(way: readonly BadShare[], rate: Fraction, held: number, pace: Fraction | undefined): number | undefined {
  const minutes = pace ? untilWhole(way, rate, held, pace) : untilFilled(way, rate);
  if (minutes === undefined) return undefined;
  const byHours = way.some(({ over }) => over > longestByMinutes);
  // An hour is read when it is over: one that began in the last minute before the failure is the first to show it.
  return (byHours ? (Math.ceil((minutes - 1) / 60) + 1) * hour : minutes * minute) + held;
}

/** Where failures flow: minutes until each window is filled far enough. From then on it holds. */
function untilFilled(way: readonly BadShare[], rate: Fraction): number | undefined {
  const times = way.map((leaf) => {
    if (rate.compare(leaf.above) < (leaf.inclusive ? 0 : 1)) return Number.POSITIVE_INFINITY;
    const filled = minutesOf(leaf).mul(leaf.above).div(rate);
    const time = leaf.inclusive ? filled.ceil() : filled.floor().add(1);
    return Math.max(time.valueOf(), 1);
  });
  const latest = Math.max(...times);
  return Number.isFinite(latest) ? latest : undefined;
}

/**
 * Where failures are whole: minutes until enough of them are in every window, at an evaluation and for as long as they must.
 *
 * Failure k comes at k x `between`. With the last of n failures a window of w minutes begins to hold, and it holds until the
 * first of them leaves it: for w - (n - 1) x `between`. If the next failure comes by then, it holds for good.
 */
function untilWhole(way: readonly BadShare[], rate: Fraction, held: number, pace: Fraction): number | undefined {
  if (pace.equals(0)) return undefined;
  const between = rate.mul(pace).inverse();
  const needs = way.map((leaf) => ({ window: minutesOf(leaf), failures: failuresOf(leaf, pace, rate.mul(pace)) }));
  const enough = BigInt(Math.max(...needs.map(({ failures }) => failures)));
  const lasts = needs
    .map(({ window, failures }) => window.sub(between.mul(failures - 1)))
    .reduce((least, next) => (next.compare(least) < 0 ? next : least));
  const failure = lasts.compare(between) >= 0 ? enough : fromThen(enough, between, lasts.sub(new Fraction(held).div(minute)));
  return failure === undefined ? undefined : between.mul(failure).ceil().valueOf();
}

/**
 * The first failure from number `from` on after which an evaluation comes in less than `within` minutes. They come every
 * a / b minutes, so from failure k to the next full minute it is (-k x a mod b) / b.
 */
function fromThen(from: bigint, { n: a, d: b }: Fraction, within: Fraction): bigint | undefined {
  if (within.compare(0) <= 0) return undefined;
  const latest = within.mul(b).ceil().n - 1n;
  if (latest >= b - 1n) return from;
  const late = modulo(-from * a, b);
  if (late <= latest) return from;
  const steps = firstWithin(modulo(-a, b), b, b - late, b - late + latest);
  return steps === undefined ? undefined : from + steps;
}

const modulo = (value: bigint, by: bigint): bigint => ((value % by) + by) % by;
