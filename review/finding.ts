import { fireability } from "../monitors/fireability.ts";
import type { Change, Finding, Pair } from "./change.ts";

/** What keeps a change from being merged as it is: a failure that is told to nobody any more, and an alert that cannot fire any more, without a word about it. */
export function findingsOf(changes: readonly Change[], pairs: readonly Pair[]): Finding[] {
  return [...changes.flatMap(blind), ...pairs.flatMap(killed)];
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

/** It could fire, and what it asks for can no longer be. */
function killed({ before, after }: Pair): Finding[] {
  if (!before || !after) return [];
  const dead = (found: ReturnType<typeof fireability>) => found.filter(({ code }) => code === "cannot-fire");
  if (dead(fireability([before])).length > 0) return [];
  return dead(fireability([after])).map(({ what, way }) => ({
    severity: "error",
    entry: after.entry,
    what: `${after.title} can no longer fire: ${what}`,
    way,
  }));
}
