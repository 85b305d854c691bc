import type { AlertCondition, Flapping, Recovered, RecoveryProof } from "../model/condition.ts";
import { formatSpan } from "../model/quantity.ts";
import type { ShareSignal } from "../model/resolved.ts";
import { type BurnTier, leastWindowOf, lowestThreshold } from "./burn-rate.ts";

/*
 * How a burn-rate alert ends before its tiers do, whose short windows forget an outage only after half an hour (a page)
 * or hours (a ticket). Why in this way, and what was measured: docs/adr/0005.
 */

/**
 * What proves that trouble is over. A few minutes must be much better. The longer ones need to be only clearly better: they
 * come too late to be the first proof, and keep a few failures of a quiet hour from undoing it. Ten minutes prove what five
 * have too little traffic for: with hardly a failure, as else they would take a short spell of trouble for a part of a pause.
 */
const proofs: readonly Omit<RecoveryProof, "than">[] = [
  { over: 300, lower: 5 },
  { over: 600, lower: 5, failures: 1 },
  { over: 1800, lower: 3 },
  { over: 3600, lower: 2 },
];
/**
 * A proof compares with the time until the next takes over (or the tiers end), and so many seconds before it: trouble that has
 * lasted no longer is all in it as long as the proof is needed. Else it would lapse before, and the alert would begin again.
 */
const remembered = 1800;
/** Seconds for which an alert goes on firing after that: with the five minutes, pauses up to twelve are one episode. */
const keepFiringFor = 480;
/** Failures above the highest share that is no trouble: in five quiet minutes that is a fraction of one, and two are chance. */
const spare = 2;
/** What comes back within this time (seconds) gets no second proof: its tiers decide. */
const memory = 7200;

/** The end of an alert on tiers. */
export interface Ending {
  /** undefined: its tiers have ended before anything is proved */
  readonly proof?: { readonly recovered: Recovered; readonly unless: Flapping };
  /** seconds for which it goes on firing, after this end and after that of its tiers */
  readonly keepFiringFor: number;
}

/**
 * The end of a burn-rate alert; undefined where its tiers alone decide:
 * - where the evaluator cannot keep an alert firing: each pause of an incident would end it;
 * - for minutes (`slices`): five good ones prove nothing about a rate of one bad minute in a hundred;
 * - for a composite: what its members prove, each of itself, says nothing yet of their sum.
 */
export function endingOf(signal: ShareSignal, tiers: readonly BurnTier[]): Ending | undefined {
  const [first] = tiers;
  const lowest = lowestThreshold(tiers);
  if (!first || !lowest || signal.kind !== "events" || !signal.from.traits.limits.keepsFiring) return undefined;
  // Half of the lowest rate that fires is no trouble, nor what the budget allows.
  const [half, budget] = [lowest.div(2), first.threshold.div(first.factor)];
  const health = { signal, rate: half.compare(budget) > 0 ? half : budget, spare };
  const end = slowestOf(tiers);
  const least = leastWindowOf(signal.from);
  const possible = proofs
    .map((proof) => ({ ...proof, over: Math.max(proof.over, least) }))
    .filter(({ over }, index, all) => over < end && over !== all[index - 1]?.over);
  const [quickest] = possible;
  if (!quickest) return { keepFiringFor };
  const compared = possible.map((proof, index) => ({ ...proof, than: (possible[index + 1]?.over ?? end) + remembered }));
  return {
    proof: {
      recovered: { kind: "recovered", ...health, proofs: compared },
      unless: { kind: "flapping", ...health, pause: quickest.over + keepFiringFor, memory },
    },
    keepFiringFor,
  };
}

/** A condition until its ending. */
export function until(when: AlertCondition, ending: Ending | undefined): AlertCondition {
  if (!ending?.proof) return when;
  const { recovered, unless } = ending.proof;
  return { kind: "unless", of: when, unless: { kind: "unless", of: recovered, unless } };
}

/** `13m after recovery (up to 38m if the incident flaps or traffic is low)`. */
export function endingInWords(ending: Ending | undefined, tiers: readonly BurnTier[]): string {
  const slowest = formatSpan(slowestOf(tiers) + (ending?.keepFiringFor ?? 0));
  return ending?.proof
    ? `${formatSpan(ending.proof.unless.pause)} after recovery (up to ${slowest} if the incident flaps or traffic is low)`
    : `up to ${slowest} after recovery`;
}

/** Seconds of the longest short window: whatever is proved, the tiers have ended by then. */
export const slowestOf = (tiers: readonly BurnTier[]): number => Math.max(...tiers.map(({ short }) => short));
