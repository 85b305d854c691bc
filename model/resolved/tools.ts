import type Fraction from "fraction.js";
import type { VendorOf } from "../vendors.ts";
import type { Identified, Provenance } from "./base.ts";
import type { Matchers, ProbeSignal } from "./signal.ts";

/** A row of a status page. */
export interface StatusComponent extends Identified, Provenance {
  readonly title: string;
  /** tells its state; without one a person sets it */
  readonly signal?: ProbeSignal;
}
/** What customers see. Only the environment that owns the account has one. */
export interface StatusPage extends Provenance {
  readonly by: VendorOf<"status-page">;
  readonly formerly: readonly string[];
  readonly title: string;
  readonly domain: string;
  readonly website: string;
  readonly support?: string;
  /** as written */
  readonly components: readonly StatusComponent[];
}

/** A question that people ask again and again. */
export interface SavedQuery extends Identified, Provenance {
  readonly title: string;
  /** seconds */
  readonly last: number;
  readonly where: Matchers;
  /** field to a part of its text */
  readonly contains: Readonly<Record<string, string>>;
  /** field to a value that it exceeds */
  readonly above: Readonly<Record<string, number>>;
  /** fields of each line; empty where rows are summarized */
  readonly show: readonly string[];
  readonly summarize?: {
    readonly by: readonly string[];
    readonly average?: string;
    readonly max?: string;
    readonly count: boolean;
  };
}
/** Keeps lines in a data set. */
export interface DatasetStore extends Identified, Provenance {
  readonly kind: VendorOf<"datasets">;
  /** its name in this environment */
  readonly dataset: string;
  readonly retentionDays: number;
  readonly queries: readonly SavedQuery[];
}
/** Lines that are kept alike. */
export interface LogStream extends Provenance {
  readonly id: string;
  readonly keepDays: number;
  readonly level: readonly string[];
}
/** Keeps lines in streams. */
export interface StreamStore extends Identified, Provenance {
  readonly kind: VendorOf<"streams">;
  readonly streams: readonly LogStream[];
  readonly fields: readonly string[];
}
export type Store = DatasetStore | StreamStore;

export interface AnalyticsEvent extends Identified, Provenance {
  readonly event: string;
  readonly title: string;
  readonly properties: readonly string[];
}
export interface FeatureFlag extends Identified, Provenance {
  readonly title: string;
  /** share of the users of this environment who see it */
  readonly rollout: Fraction;
}
export interface Analytics extends Provenance {
  readonly kind: VendorOf<"analytics">;
  readonly events: readonly AnalyticsEvent[];
  readonly flags: readonly FeatureFlag[];
}

export interface DatabaseInsights extends Provenance {
  readonly kind: VendorOf<"database-insights">;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly region?: string;
  readonly instance?: string;
}

/** A way through the product whose traces are all kept. */
export interface Journey extends Provenance {
  readonly id: string;
  readonly title: string;
  /** http.target or url.path of a span is one of these or below it */
  readonly routes: readonly string[];
  /** as written */
  readonly steps: readonly { readonly id: string; readonly title: string }[];
}
export interface Tracing extends Provenance {
  readonly tracer: string;
  /** share of ordinary traces that are kept */
  readonly sample: Fraction;
  /** seconds; slower traces are kept */
  readonly slowerThan?: number;
  readonly attributes: readonly string[];
  readonly journeys: readonly Journey[];
}
