import type { z } from "zod";
import type { Derived } from "../schema/meaning.ts";
import type { direction, review, stage } from "../schema/review.ts";
import type { Person } from "./base.ts";

/** How far an alert may go, whatever its severity; `page` is never written. */
export type Stage = Exclude<z.output<typeof stage>, "page">;

/** What a change means for the failures that are seen. */
export type Direction = z.output<typeof direction>;

/** What a review holds a change against. */
export interface ReviewPolicy extends Omit<Derived<z.output<typeof review>>, "approvers"> {
  readonly approvers: readonly { readonly id: string; readonly people: readonly Person[] }[];
}

/** A change of one of these directions, at one of these tiers (none: any), needs an approval of each of `by`: `owner`, or ids of groups. */
export type ApprovalRule = ReviewPolicy["approvals"][number];
