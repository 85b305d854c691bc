import { failingTimes, minute, mostRuns } from "./limits.ts";

/** When a check that fails notifies: after minutes of failing, or after runs that failed one after the other. */
export type Escalation =
  | { readonly escalationType: "TIME_BASED"; readonly minutes: number }
  | { readonly escalationType: "RUN_BASED"; readonly runs: number };

/**
 * The escalation that notifies once a check has failed for a time; undefined where Checkly has none that is as long. A run
 * that fails begins the time, so that one run more than there are pauses in it has failed when it is over.
 *
 * @param held seconds that the check fails
 * @param every seconds between two runs
 */
export function escalationOf(held: number, every: number): Escalation | undefined {
  if (failingTimes.includes(held)) return { escalationType: "TIME_BASED", minutes: held / minute };
  const runs = held / every + 1;
  return Number.isInteger(runs) && runs <= mostRuns ? { escalationType: "RUN_BASED", runs } : undefined;
}

/** Seconds of failing after which a check that runs so often can notify, the shortest first. */
export function heldTimes(every: number): number[] {
  const counted = Array.from({ length: mostRuns }, (_, pauses) => pauses * every);
  return [...new Set([...counted, ...failingTimes])].sort((a, b) => a - b);
}
