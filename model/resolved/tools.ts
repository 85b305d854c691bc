import type Fraction from "fraction.js";
import type { z } from "zod";
import type { Derived } from "../schema/meaning.ts";
import type * as schema from "../schema/tools.ts";
import type { Identified } from "./base.ts";
import type { ProbeSignal } from "./signal.ts";

/** A row of a status page. */
export interface StatusComponent extends Identified, Omit<Derived<z.output<typeof schema.component>>, "signal"> {
  /** tells its state; without one a person sets it */
  readonly signal?: ProbeSignal;
}
/** What customers see. Only the environment that owns the account has one. */
export interface StatusPage extends Omit<Derived<z.output<ReturnType<typeof schema.statusPage>>>, "components"> {
  /** as written */
  readonly components: readonly StatusComponent[];
}

/** A question that people ask again and again. */
export interface SavedQuery extends Identified, Derived<z.output<typeof schema.savedQuery>> {}
/** Keeps lines in a data set. */
export interface DatasetStore extends Identified, Omit<Derived<z.output<ReturnType<typeof schema.datasetStore>>>, "retention" | "queries"> {
  readonly retentionDays: number;
  /** as written */
  readonly queries: readonly SavedQuery[];
}
/** Lines that are kept alike. */
export interface LogStream extends Omit<Derived<z.output<typeof schema.stream>>, "keep"> {
  readonly id: string;
  readonly keepDays: number;
}
/** Keeps lines in streams. */
export interface StreamStore extends Identified, Omit<Derived<z.output<ReturnType<typeof schema.streamStore>>>, "streams"> {
  readonly streams: readonly LogStream[];
}
export type Store = DatasetStore | StreamStore;

export interface FeatureFlag extends Identified, Omit<Derived<z.output<typeof schema.flag>>, "rollout"> {
  /** share of the users of this environment who see it */
  readonly rollout: Fraction;
}
export interface Analytics extends Omit<Derived<z.output<ReturnType<typeof schema.analytics>>>, "flags"> {
  readonly flags: readonly FeatureFlag[];
}
export type AnalyticsEvent = Analytics["events"][number];

export interface DatabaseInsights extends Derived<z.output<ReturnType<typeof schema.databaseInsights>>> {}

/** A way through the product whose traces are all kept. */
export interface Journey extends Omit<Derived<z.output<typeof schema.journey>>, "steps"> {
  readonly id: string;
  /** as written */
  readonly steps: readonly { readonly id: string; readonly title: string }[];
}
export interface Tracing extends Omit<Derived<z.output<typeof schema.tracing>>, "journeys"> {
  readonly journeys: readonly Journey[];
}
