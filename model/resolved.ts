import type Fraction from "fraction.js";
import type { Environment, Organization } from "./resolved/organization.ts";
import type { CountSignal, ProbeSignal, ShareSignal, Signal, ValueSignal } from "./resolved/signal.ts";
import type { System } from "./resolved/system.ts";

export type * from "./resolved/organization.ts";
export type * from "./resolved/review.ts";
export type * from "./resolved/signal.ts";
export type * from "./resolved/source.ts";
export type * from "./resolved/system.ts";
export type * from "./resolved/tools.ts";

/**
 * A catalog for one environment: references followed, overrides applied, texts parsed to exact quantities. Monitors,
 * dashboards and reviews read only this. All durations are seconds; shares and thresholds are exact fractions.
 */
export interface Resolved {
  readonly environment: Environment;
  readonly organization: Organization;
  readonly systems: readonly System[];
}

export interface Provenance {
  readonly source: readonly string[];
  readonly correction?: string;
  readonly decision?: string;
}

export interface Identified {
  readonly id: string;
  /** former ids, oldest first; empty for most */
  readonly formerly: readonly string[];
}

export interface Runbook {
  readonly id: string;
  readonly url: string;
}

/** The leaves that the catalog writes. Thresholds are in the metric's unit. */
export type Condition =
  /** `inclusive`: the share itself counts as well, not only what is above it */
  | {
      readonly kind: "bad-share";
      readonly signal: ShareSignal;
      readonly above: Fraction;
      readonly over: number;
      readonly least: number;
      readonly inclusive?: true;
    }
  | { readonly kind: "value"; readonly signal: ValueSignal; readonly compare: "above" | "below"; readonly threshold: Fraction }
  | {
      readonly kind: "count";
      readonly signal: CountSignal;
      readonly compare: "above" | "below";
      readonly threshold: Fraction;
      readonly over: number;
    }
  /** an event, for the first time, again, or after it was resolved */
  | { readonly kind: "occurs"; readonly signal: CountSignal }
  | { readonly kind: "absent"; readonly signal: Signal };

/** The leaves on what is asked from outside: no recorded data, so nothing joins them with others. */
export type ProbeCondition =
  | { readonly kind: "probe-fails"; readonly signal: ProbeSignal }
  /** the certificate of the endpoint expires within these seconds */
  | { readonly kind: "certificate"; readonly signal: ProbeSignal; readonly within: number };
