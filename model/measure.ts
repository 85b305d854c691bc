import type { Show, Slo } from "./resolved.ts";

/** What a panel can show: what the catalog writes, and what every SLO has. Each dialect renders it from the same tiles as the alerts. */
export type Measure =
  | Show
  /** share of good events over the SLO's window, 0 to 1 */
  | { readonly kind: "sli"; readonly slo: Slo }
  /** share of the error budget that is left over the SLO's window; 1 is untouched, below 0 is overspent */
  | { readonly kind: "budget-left"; readonly slo: Slo }
  /** burn rate over the last `over` seconds; 1 spends the budget exactly by the end of the window */
  | { readonly kind: "burn-rate"; readonly slo: Slo; readonly over: number };

/** Of the groups of an SLO a panel shows so many at most, the worst of them. */
export const mostShown = 10;
