import { reviewOf } from "./cli/review/compose.ts";
import type { Revision } from "./cli/review/revision.ts";
import { checkEnvironment, type Sides } from "./cli/review/sides.ts";
import type { Review } from "./cli/review/value.ts";
import { type Catalog, loadCatalog } from "./language.ts";

export type { Approval } from "./analysis/review/approval.ts";
export type { Change, Finding } from "./analysis/review/change.ts";
export { passes, type Review, type Verdict } from "./cli/review/value.ts";

/** What a review is asked. */
export interface ReviewOf {
  /** an environment of `head` */
  readonly environment: string;
  /** who approved: ids or logins of people */
  readonly approvedBy?: readonly string[];
  /** who made the change: ids, logins or e-mail addresses; their own approval does not count */
  readonly authors?: readonly string[];
}

/**
 * What the change from one catalog to another means for the people on call, as `slostack review` says it of two revisions: every change with its
 * direction (`tighter`, `looser`, `neutral`, `blind`), the findings, the approvals that the policy of `base` asks for, and times to detect. No git, no history
 * and no settings of stacks are read.
 *
 * A catalog with errors is compared with nothing: its problems are findings, and {@link passes} is false.
 *
 * @param base the catalog that is deployed: a folder, or an object
 * @param head the catalog that is to be
 * @throws Error if `head` has no such environment
 *
 * @example
 * ```ts
 * import { passes, review } from "slostack/review";
 * import catalog from "./catalog.ts";
 *
 * const { changes, verdict } = await review("./deployed", catalog, { environment: "prod" });
 * for (const { direction, entry, what } of changes) console.log(`${direction}  ${entry}: ${what}`);
 * process.exitCode = passes(verdict) ? 0 : 1;
 * ```
 */
export async function review(base: string | Catalog, head: string | Catalog, asked: ReviewOf): Promise<Review> {
  const before = sideOf("base", base);
  const after = sideOf("head", head);
  const compared = before.catalog && after.catalog && { base: before.catalog, head: after.catalog };
  const sides: Sides = { base: before, head: after, tip: before, ...(compared && { compared }), notCompared: [], notes: [] };
  checkEnvironment(asked.environment, sides);
  return reviewOf(sides, { approvedBy: [], ...asked });
}

function sideOf(name: string, from: string | Catalog): Revision {
  const { catalog, problems, locate } = loadCatalog(from);
  return {
    name: typeof from === "string" ? from : name,
    absent: false,
    ...(catalog && { catalog }),
    leftOut: [],
    problems,
    locate,
    left: [],
  };
}
