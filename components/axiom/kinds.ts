import type { Kind, KindOf, Shape } from "../plan.ts";
import type { DashboardArgs, DatasetArgs } from "./inputs.ts";

/** What Axiom's objects take. */
export interface Axiom extends Shape {
  readonly objects: {
    readonly dataset: DatasetArgs;
    readonly dashboard: DashboardArgs;
  };
  readonly lookUps: Readonly<Record<never, never>>;
}

export const kinds: { readonly [K in KindOf<Axiom>]: Kind } = {
  dataset: { type: "axiom:index/dataset:Dataset", noun: "dataset", effect: "other", shared: true },
  dashboard: { type: "axiom:index/dashboard:Dashboard", noun: "dashboard", effect: "shows", shared: true },
};
