import { z } from "zod";
import { duration, id, provenance, sentence } from "./text.ts";

/** What a change means for the failures that are seen. */
export const direction = z.enum(["tighter", "looser", "neutral", "blind"]);

/** How much depends on a system or service: 1 is what customers notice at once. */
export const tier = z.int().min(1).max(4).describe("1 (most) to 4: how much depends on it; who approves a change depends on it");

/** How far an alert may go: it can prove itself in a channel before it wakes anybody. */
export const stage = z
  .enum(["shadow", "ticket", "page"])
  .describe(
    "shadow: it posts to the channel of `shadow` alone; ticket: it posts and wakes nobody; page, the default: whatever its severity says",
  );

export const unseen = sentence
  .optional()
  .describe("what this entry no longer sees, and why that may be; it answers for the change that writes or edits it");

/** Nothing at a vendor carries how changes are reviewed, so none of it answers a requirement. */
const { correction, decision } = provenance;
const reasons = { correction, decision };

const approval = z.strictObject({
  change: z.array(direction).min(1).describe("what the change does"),
  tier: z.array(z.int().min(1).max(4)).min(1).optional().describe("tiers of the service; default: any"),
  by: z.array(id).min(1).describe("one approval of each: `owner`, the members of the owning team, or a group of `approvers`"),
  ...reasons,
});

/** What a review holds a change against. */
export const review = z.strictObject({
  "page-budget": z
    .strictObject({ pages: z.number().positive(), in: duration, ...reasons })
    .optional()
    .describe("pages that one person may expect in this time; more is a warning"),
  approvers: z.record(id, z.array(id).min(1)).default({}).describe("groups of people who approve, beside `owner`"),
  approvals: z.array(approval).default([]).describe("every line that fits a change asks for its approvals"),
  ...reasons,
});
