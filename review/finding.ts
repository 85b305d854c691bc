import type { Change, Finding } from "./change.ts";

/**
 * What keeps changes from being merged as they are: a failure that is told to nobody any more, without a word about it. An
 * alert that can no longer fire is found by its ability (`abilityFindings`).
 */
export function findingsOf(changes: readonly Change[]): Finding[] {
  return changes.flatMap(blind);
}

function blind({ direction, entry, what, undeclared = [], declared, means }: Change): Finding[] {
  if (direction !== "blind" || declared !== undefined) return [];
  if (undeclared.length === 0)
    return [
      {
        severity: "warning",
        entry,
        what: `${what}: a failure that was told of is told to nobody any more`,
        way: "there is no place to declare it, so whoever approves answers for it: undo it, or say in the description why",
      },
    ];
  const [consequence = "a failure that was told of is told to nobody any more"] = means;
  return undeclared.map((one) => ({
    severity: "error",
    entry: one,
    what: one === entry ? `${what}: ${consequence}` : `${what} (${entry}): ${consequence}`,
    way: "keep another alert that sees it, or say in `unseen:` of this entry what it no longer sees and why; of a removed one, in a new line of `retired:`",
  }));
}
