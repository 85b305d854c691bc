import type { Identified } from "../model/resolved.ts";
import type { Alert } from "./alert.ts";
import { missingOf } from "./data-loss.ts";

/** Label of a rule on what is missing: which of the two of one cause is its consequence. */
export const missingLabel = "slostack_missing";

/** Label of such a rule: the source that it is evaluated on. */
export const sourceLabel = "slostack_source";

/** The labels that distinguish the budget alerts of one SLO, so that the page can inhibit the ticket. */
const budgetOf: Partial<Record<Alert["kind"], string>> = { "burn-page": "page", "burn-ticket": "ticket" };

/** While an alert with one label fires, those with the other are quiet, where further labels of both are equal. */
export interface Inhibition {
  readonly id: string;
  readonly label: string;
  readonly source: string;
  readonly target: string;
  /** one that neither has is equal */
  readonly equal: readonly string[];
}

/**
 * Of one cause one notification. The page of an SLO silences its ticket, also in the moments in which the rules themselves have changed over;
 * that of one group not the ticket of another. While a source is silent, or a service pages that has no data either, the tickets that its data
 * are missing wait. A page is never silenced: other people may answer it.
 *
 * @param by labels of groups
 */
export const inhibitions = (by: readonly string[]): readonly Inhibition[] => [
  { id: "page-over-ticket", label: "budget", source: "page", target: "ticket", equal: ["environment", "system", "service", "slo", ...by] },
  { id: "source-over-data", label: missingLabel, source: "source", target: "data", equal: ["environment", sourceLabel] },
  { id: "service-over-data", label: missingLabel, source: "service", target: "data", equal: ["environment", "system", "service"] },
];

/** The labels of an alert by which it inhibits or is inhibited. @param idOf what a label says of an entry; default: its id */
export function inhibitionLabels(alert: Alert, idOf = ({ id }: Identified): string => id): Readonly<Record<string, string>> {
  const budget = budgetOf[alert.kind];
  const missing = missingOf(alert);
  return {
    ...(budget && alert.slo && { slo: idOf(alert.slo), budget }),
    ...(missing && { [missingLabel]: missing, [sourceLabel]: alert.evaluator.id }),
  };
}
