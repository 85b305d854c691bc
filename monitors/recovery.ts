import type { AlertCondition, Recovered } from "../model/condition.ts";
import { formatDuration } from "../model/quantity.ts";
import type { ShareSignal } from "../model/resolved.ts";
import { type BurnTier, leastWindowOf } from "./burn-rate.ts";

/*
 * How a burn-rate alert ends before its tiers do, whose short windows forget an outage only after half an hour (a page)
 * or hours (a ticket). Why in this way, and what was measured: docs/adr/0005.
 */

/**
 * What proves that trouble is over. A few minutes must be much better. An hour needs to be only clearly better: it comes
 * too late to be the first proof, and keeps a few failures of a quiet hour from undoing that one.
 */
const proofs = [
  { over: 300, lower: 5 },
  { over: 3600, lower: 2 },
];
/** Seconds for which an alert goes on firing after that: with the five minutes, pauses up to twelve are one episode. */
const keepFiringFor = 480;
/** Failures above the highest share that is no trouble: in five quiet minutes that is a fraction of one, and two are chance. */
const spare = 2;
/** What comes back within this time (seconds) gets no second proof: its tiers decide. */
const memory = 7200;

/** The end of an alert on tiers. */
export interface Ending {
  /** undefined: its tiers have ended before anything is proved */
  readonly when?: Recovered;
  /** seconds for which it goes on firing, after this end and after that of its tiers */
  readonly keepFiringFor: number;
}

/**
 * The end of a burn-rate alert; undefined where its tiers alone decide:
 * - where the evaluator cannot keep an alert firing: each pause of an incident would end it;
 * - for minutes (`slices`): five good ones prove nothing about a rate of one bad minute in a hundred.
 */
export function endingOf(signal: ShareSignal, tiers: readonly BurnTier[]): Ending | undefined {
  const [first, ...more] = tiers;
  if (!first || signal.kind === "slices" || !signal.from.traits.limits.keepsFiring) return undefined;
  const lowest = more.reduce((low, { threshold }) => (threshold.compare(low) < 0 ? threshold : low), first.threshold);
  // Half of the lowest rate that fires is no trouble, nor what the budget allows.
  const [half, budget] = [lowest.div(2), first.threshold.div(first.factor)];
  const rate = half.compare(budget) > 0 ? half : budget;
  const trouble = slowestOf(tiers);
  const least = leastWindowOf(signal.from);
  const shorter = proofs.map(({ over, lower }) => ({ over: Math.max(over, least), lower })).filter(({ over }) => over < trouble);
  const [quickest] = shorter;
  if (!quickest) return { keepFiringFor };
  const when: Recovered = {
    kind: "recovered",
    signal,
    trouble,
    proofs: shorter,
    rate,
    spare,
    pause: quickest.over + keepFiringFor,
    memory,
  };
  return { when, keepFiringFor };
}

/** A condition until its ending. */
export function until(when: AlertCondition, ending: Ending | undefined): AlertCondition {
  return ending?.when ? { kind: "unless", of: when, unless: ending.when } : when;
}

/** `13m after recovery (up to 38m if the incident flaps or traffic is low)`. */
export function endingInWords(ending: Ending | undefined, tiers: readonly BurnTier[]): string {
  const slowest = hoursAndMinutes(slowestOf(tiers) + (ending?.keepFiringFor ?? 0));
  return ending?.when
    ? `${formatDuration(ending.when.pause)} after recovery (up to ${slowest} if the incident flaps or traffic is low)`
    : `up to ${slowest} after recovery`;
}

/** `38m`, `6h 8m`. */
function hoursAndMinutes(seconds: number): string {
  const rest = seconds % 3600;
  return seconds < 3600 || rest === 0 ? formatDuration(seconds) : `${formatDuration(seconds - rest)} ${formatDuration(rest)}`;
}

const slowestOf = (tiers: readonly BurnTier[]): number => Math.max(...tiers.map(({ short }) => short));
