import { nearest } from "../nearest.ts";
import { formatDuration, parseDuration } from "../quantity.ts";
import { type Check, stands } from "./report.ts";

/** The members of the team that owns what changes; no group can have this name. */
const owner = "owner";
const day = 86_400;
/** The times in which pages of one person are worth counting. */
const [shortest, longest] = [day, 365 * day];

/** Whoever shall approve exists, and a page budget is one of a person. */
export const checkApprovals: Check = ({ organization }, report) => {
  const { review } = organization.value;
  if (!review) return;
  const path = ["review"];
  const groups = Object.keys(review.approvers);
  for (const id of groups)
    if (id === owner)
      report(organization, [...path, "approvers", id], "group-named-owner", "`owner` always means the team that owns the changed entry", {
        part: "key",
      });
  for (const [index, { by }] of review.approvals.entries())
    for (const [place, id] of by.entries())
      if (id !== owner && !stands(organization, [...path, "approvers", id]))
        report(organization, [...path, "approvals", index, "by", place], "unknown-approver", `there is no group ${JSON.stringify(id)}`, {
          nearest: nearest(id, [owner, ...groups]),
        });
  const budget = review["page-budget"];
  if (!budget) return;
  const time = parseDuration(budget.in);
  if (time < shortest || time > longest)
    report(organization, [...path, "page-budget", "in"], "out-of-range", `a page budget cannot be counted over ${budget.in}`, {
      way: `write ${formatDuration(shortest)} to ${formatDuration(longest)}, such as 1w`,
    });
};
