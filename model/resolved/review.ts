import type { Person, Provenance } from "./base.ts";

/** How far an alert may go, whatever its severity; `page` is never written. */
export type Stage = "shadow" | "ticket";

/** What a change means for the failures that are seen. */
export type Direction = "tighter" | "looser" | "neutral" | "blind";

/** A change of one of these directions, at one of these tiers, needs an approval of each of these. */
export interface ApprovalRule {
  readonly change: readonly Direction[];
  /** undefined: any */
  readonly tier?: readonly number[];
  /** `owner`, or ids of groups */
  readonly by: readonly string[];
}

/** What a review holds a change against. */
export interface ReviewPolicy {
  /** pages that one person may expect, in so many seconds */
  readonly pageBudget?: { readonly pages: number; readonly in: number } & Provenance;
  readonly approvers: readonly { readonly id: string; readonly people: readonly Person[] }[];
  readonly approvals: readonly ApprovalRule[];
}
