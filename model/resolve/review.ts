import { parseDuration } from "../quantity.ts";
import type { ApprovalRule, Person, ReviewPolicy } from "../resolved.ts";
import type { OrganizationFile } from "../schema/organization.ts";
import { mapEntries, need, provenanceOf } from "./entries.ts";

/** What a review holds a change against. */
export function resolveReview(entry: NonNullable<OrganizationFile["review"]>, people: ReadonlyMap<string, Person>): ReviewPolicy {
  const { approvers, approvals } = entry;
  const budget = entry["page-budget"];
  const groups = mapEntries(approvers, (id, members) => ({
    id,
    people: [...new Set(members)].sort().map((person) => need(people, person, "person")),
  }));
  return {
    ...(budget && { pageBudget: { pages: budget.pages, in: parseDuration(budget.in), ...provenanceOf(budget) } }),
    approvers: [...groups.values()],
    approvals: approvals.map(({ change, tier, by }): ApprovalRule => ({ change, ...(tier && { tier }), by })),
  };
}
