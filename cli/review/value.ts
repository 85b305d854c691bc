import type { Ability } from "../../analysis/review/ability.ts";
import type { Approval, Ignored } from "../../analysis/review/approval.ts";
import type { Backtest } from "../../analysis/review/backtest/backtest.ts";
import type { Change, Finding } from "../../analysis/review/change.ts";
import type { Curve } from "../../analysis/review/curves.ts";
import type { Plan } from "../../analysis/review/plan.ts";
import type { Problem } from "../../model/problem.ts";
import type { Direction } from "../../model/resolved.ts";
import type { Change as FileChange } from "../plan/changes.ts";
import type { LeftOut } from "./sound-part.ts";

/** A review as a value: what every format is made of. It can be written as JSON. */
export interface Review {
  readonly environment: string;
  readonly base: Compared;
  readonly head: Compared;
  readonly verdict: Verdict;
  /** errors of the catalogs themselves; places are files of the repository */
  readonly problems: { readonly base: readonly Problem[]; readonly head: readonly Problem[] };
  /** systems that are faulty on one side, and so compared on none */
  readonly notCompared: readonly (LeftOut & { readonly at: "base" | "head" })[];
  /** sentences on how it was compared */
  readonly notes: readonly string[];
  /** what pages first, then by direction */
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
  readonly approvals: readonly Approval[];
  readonly ignored: readonly Ignored[];
  /** changes of other environments that are none of the one reviewed */
  readonly elsewhere: readonly { readonly environment: string; readonly changes: readonly Change[] }[];
  /** what each alert can do, before and after */
  readonly abilities: readonly Ability[];
  /** time to detect, for each signal where it changes */
  readonly curves: readonly Curve[];
  readonly backtest?: Backtest;
  readonly plan?: Plan;
  /** rendered files, and alerts that a program evaluates from them, that differ */
  readonly files: readonly FileChange[];
}

export interface Compared {
  /** as people named it */
  readonly name: string;
  /** absent for the working tree */
  readonly commit?: string;
}

/** A review in numbers, and what it lacks. */
export interface Verdict {
  /** how much of the catalog could be compared at all */
  readonly compared: "all" | "part" | "nothing";
  readonly directions: Readonly<Record<Direction, number>>;
  readonly errors: number;
  readonly warnings: number;
  /** approvals that were asked for and not given, in words */
  readonly missing: readonly string[];
}

/**
 * Whether a change may be merged as it is: without an error, and with every approval that was asked for.
 *
 * @example
 * ```ts
 * import { passes, review } from "slostack/review";
 *
 * const { verdict } = await review("./deployed", "./catalog", { environment: "prod", approvedBy: ["ada"] });
 * if (!passes(verdict)) console.error(`approvals missing: ${verdict.missing.join(", ")}`);
 * ```
 */
export const passes = ({ errors, missing }: Verdict): boolean => errors === 0 && missing.length === 0;
