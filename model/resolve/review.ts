import type { ReviewPolicy } from "../resolved.ts";
import type { OrganizationFile } from "../schema/organization.ts";
import { review } from "../schema/review.ts";
import { derive, type Known } from "./derive.ts";

/** What a review holds a change against. */
export function resolveReview(entry: NonNullable<OrganizationFile["review"]>, known: Known): ReviewPolicy {
  const { approvers, ...keys } = derive(review, entry, known);
  const groups = Object.entries(approvers).sort(([one], [other]) => (one < other ? -1 : 1));
  return { ...keys, approvers: groups.map(([id, people]) => ({ id, people })) };
}
