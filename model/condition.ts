import type { Condition, Source } from "./resolved.ts";

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
