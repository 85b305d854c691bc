import type { Condition, Signal, Source } from "./resolved.ts";

/**
 * The condition of a generated alert: the catalog's leaves, joined. Every query dialect renders this one tree; it lives
 * in the model because the dialects know nothing of alerts.
 */
export type AlertCondition =
  | Condition
  | { readonly kind: "any"; readonly of: readonly AlertCondition[] }
  | { readonly kind: "all"; readonly of: readonly AlertCondition[] }
  /** `of` holds and `unless` does not */
  | { readonly kind: "unless"; readonly of: AlertCondition; readonly unless: AlertCondition }
  /** `of` holds, or the series that it reads is gone */
  | { readonly kind: "or-absent"; readonly of: Condition }
  /** the data source itself answers nothing */
  | { readonly kind: "source-silent"; readonly source: Source };

/** The catalog's leaves in a condition, left to right. */
export function leavesOf(condition: AlertCondition): Condition[] {
  switch (condition.kind) {
    case "any":
    case "all":
      return condition.of.flatMap(leavesOf);
    case "unless":
      return [condition.of, condition.unless].flatMap(leavesOf);
    case "or-absent":
      return [condition.of];
    case "source-silent":
      return [];
    default:
      return [condition];
  }
}

/** The signals that a condition reads, each once. */
export function signalsOf(condition: AlertCondition): Signal[] {
  return [...new Map(leavesOf(condition).map(({ signal }) => [signal.path, signal])).values()];
}

/** Shares over windows up to this (seconds) are measured by the minute; longer ones by the full hour. */
export const longestByMinutes = 3 * 86_400;
