import { z } from "zod";
import { unordered } from "./meaning.ts";
import { duration, id, provenance, ref, sentence } from "./text.ts";

/** What a change means for the failures that are seen. */
export const direction = z.enum(["tighter", "looser", "neutral", "blind"]);

/** How much depends on a system or service: 1 is what customers notice at once. */
export const tier = z.int().min(1).max(4).describe("criticality, from 1 (highest) to 4; approval rules can depend on it");

/** How far an alert may go: it can start as a dry run in a channel before it pages. */
export const stage = z
  .enum(["shadow", "ticket", "page"])
  .describe(
    "shadow: dry run, posts to the `shadow` channel only; ticket: posts but never pages; page (default): notifies as its severity says",
  );

export const unseen = sentence
  .optional()
  .describe("what this entry no longer detects, and why that is acceptable; covers the change that adds or edits this text");

/** Nothing at a vendor carries how changes are reviewed, so none of it answers a requirement. */
const { correction, decision } = provenance;
const reasons = { correction, decision };

const approval = z.strictObject({
  change: z.array(direction).min(1).describe("effect of the change"),
  tier: z.array(z.int().min(1).max(4)).min(1).optional().describe("tiers of the service; default: any"),
  by: z.array(id).min(1).describe("one approval from each: `owner` (a member of the owning team) or a group in `approvers`"),
  ...reasons,
});

/** What a review holds a change against. */
export const review = z.strictObject({
  "page-budget": z
    .strictObject({ pages: z.number().positive(), in: duration, ...reasons })
    .optional()
    .describe("pages that one person may receive in this time; a review warns above it"),
  approvers: z
    .record(id, unordered(z.array(ref("person")).min(1)))
    .default({})
    .describe("groups of approvers, in addition to `owner`"),
  approvals: z.array(approval).default([]).describe("approval rules; every rule that matches a change applies"),
  ...reasons,
});
