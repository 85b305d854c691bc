import type { Change, Finding } from "./change.ts";

/**
 * What keeps changes from being merged as they are: a failure that is no longer detected, or a page that is gone,
 * without a word about it. An alert that can no longer fire is found by its ability (`abilityFindings`).
 */
export function findingsOf(changes: readonly Change[]): Finding[] {
  return changes.flatMap((change) => (change.direction === "blind" ? blind(change) : gone(change)));
}

/** Another alert sees the same failures, so it is no blindness. */
function gone({ what, entry, undeclared = [] }: Change): Finding[] {
  return undeclared.map((one) => ({
    severity: "error",
    entry: one,
    what: `${one === entry ? what : `${what} (${entry})`}: it pages, and nothing says that it goes on purpose`,
    way: "write its logical name and the reason into a new line of `retired:`; of one that is off in this environment alone, the reason into `unseen:` of its entry; a renamed one has `formerly:`",
  }));
}

function blind({ entry, what, undeclared = [], declared, means }: Change): Finding[] {
  if (declared !== undefined) return [];
  if (undeclared.length === 0)
    return [
      {
        severity: "warning",
        entry,
        what: `${what}: a failure is no longer detected`,
        way: "it cannot be declared in the catalog, so the approvers decide: revert it, or give the reason in the description",
      },
    ];
  const [consequence = "a failure is no longer detected"] = means;
  return undeclared.map((one) => ({
    severity: "error",
    entry: one,
    what: one === entry ? `${what}: ${consequence}` : `${what} (${entry}): ${consequence}`,
    way: "keep another alert that detects it, or say in `unseen:` of this entry what is no longer detected and why; of a removed one, in a new line of `retired:`",
  }));
}
