import type { BacktestAlert } from "./backtest.ts";
import type { BudgetChange, Spent } from "./budget.ts";
import type { IncidentChange, Seen } from "./incidents.ts";
import type { Load } from "./load.ts";

/** Whether anyone would have been told of anything else, at another time or in another way. */
export function isChanged({ before, after, appear, disappear, move }: BacktestAlert): boolean {
  if (appear.length + disappear.length + move.length > 0) return true;
  if (!before || !after) return (before ?? after)?.times !== 0;
  const isHeard = before.firing > 0 || after.firing > 0;
  return before.times !== after.times || before.firing !== after.firing || (before.loudness !== after.loudness && isHeard);
}

export function isSeenOtherwise({ before, after }: IncidentChange): boolean {
  const told = ({ page, post }: Seen) => JSON.stringify([page?.alert, page?.delay, post?.alert, post?.delay]);
  return told(before) !== told(after);
}

export function isSpentOtherwise({ before, after }: BudgetChange): boolean {
  const spent = (one: Spent | undefined) => JSON.stringify([one?.target, one?.window, one?.calendar, one?.share]);
  return spent(before) !== spent(after);
}

export const isCalledOtherwise = ({ before, after }: Load): boolean => before !== after;
