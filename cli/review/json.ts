import type { Approval } from "../../analysis/review/approval.ts";
import type { Review } from "./value.ts";

/** Raised when a key is renamed, removed, or means something else; a key that is added changes nothing for a reader. */
export const jsonVersion = 1;

/** A review for programs: the whole value, in the order of its keys; approvals name their changes by entry. */
export function json({ approvals, ...review }: Review): string {
  return `${JSON.stringify({ version: jsonVersion, ...review, approvals: approvals.map(approvalJson) }, null, 2)}\n`;
}

const approvalJson = ({ changes, ...approval }: Approval) => ({
  ...approval,
  changes: changes.map(({ entry, what, direction }) => ({ entry, what, direction })),
});
