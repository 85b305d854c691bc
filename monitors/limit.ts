import type Fraction from "fraction.js";

/** Minutes in ten years: how seldom the test raises a false alarm. */
const tenYears = 10 * 365.25 * 1440;
/** From here on the run length is that of a total outage, within 2 %. */
const nearlyAll = 0.99;

export interface Watching {
  /** share of bad events that is no trouble: 1 - target */
  readonly allowed: number;
  /** share of bad events that there is, from 0 to 1 */
  readonly actual: number;
  /** events a minute */
  readonly pace: number;
}

/**
 * Seconds, in full minutes, after which the soonest possible test detects a share of independent failures, on average: no alert on these
 * events is sooner unless it raises more false alarms than one in ten years at the allowed share. Undefined where the share is allowed.
 *
 * The test is the cumulative sum of log-likelihood ratios (CUSUM), from zero: no other is sooner at its rate of false alarms (Moustakides,
 * Annals of Statistics 14, 1986). It scores each event, so that its steps are a lattice and its run lengths exact, as in Reynolds and
 * Stoumbos, "A CUSUM chart for monitoring a proportion when inspecting continuously", Journal of Quality Technology 31, 1999.
 */
export function limitOf({ allowed, actual, pace }: Watching): number | undefined {
  if (actual <= allowed || pace <= 0) return undefined;
  const key = `${allowed} ${actual} ${pace}`;
  const known = found.get(key) ?? detected(allowed, actual, pace);
  found.set(key, known);
  return known;
}
/** A curve has dozens of shares, and many SLOs of a company have one target and one traffic. */
const found = new Map<string, number>();

function detected(allowed: number, actual: number, pace: number): number {
  const up = stepOf(allowed, actual);
  const threshold = thresholdOf(allowed, up, tenYears * pace);
  return Math.ceil(runLength(actual, up, threshold) / pace - 1e-9) * 60;
}

/** @param target of an objective; @param hourly events an hour */
export const limitAt = (target: Fraction, actual: Fraction, hourly: Fraction): number | undefined =>
  limitOf({ allowed: 1 - target.valueOf(), actual: actual.valueOf(), pace: hourly.valueOf() / 60 });

/** By how much a failure adds to the sum, of which a good event takes one: the ratio of their likelihoods, in whole steps. */
export function stepOf(allowed: number, actual: number): number {
  const failure = Math.log(actual / allowed);
  const good = Math.log((1 - allowed) / (1 - actual));
  return Math.max(1, Math.round(failure / good));
}

/** The lowest sum that is reached once in so many events, or less often, while the share is allowed. */
export function thresholdOf(share: number, up: number, events: number): number {
  const run = runLengths(share, up);
  let threshold = 1;
  while (run.next().value < events) threshold++;
  return threshold;
}

/** Events until the sum, from zero, reaches a threshold; on average. */
export function runLength(share: number, up: number, threshold: number): number {
  // Hardly a step goes down, and the recursion would lose its digits.
  if (share > nearlyAll) return Math.ceil(threshold / up);
  const run = runLengths(share, up);
  for (let below = 1; below < threshold; below++) run.next();
  return run.next().value;
}

/**
 * The run lengths of the thresholds 1, 2, … With T(w) events to go from a sum w, T(w) = 1 + share x T(w + up) + (1 - share) x T(w - 1),
 * which gives T(w - 1) from those above. They all are linear in the one just below the threshold; at zero the sum falls no further, and
 * that equation says what it is.
 */
function* runLengths(share: number, up: number): Generator<number, never> {
  const [factors, rests] = [[1], [0]];
  // Index: how far below the threshold, less one. What is not below it is reached.
  for (let at = 0; ; at++) {
    const factor = factors[at] ?? 0;
    const rest = rests[at] ?? 0;
    const higher = factors[at - up] ?? 0;
    const more = rests[at - up] ?? 0;
    yield factor * ((1 / share + more - rest) / (factor - higher)) + rest;
    factors.push((factor - share * higher) / (1 - share));
    rests.push((rest - 1 - share * more) / (1 - share));
  }
}
