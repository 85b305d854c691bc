import type { Environment, Organization } from "./resolved/organization.ts";
import type { System } from "./resolved/system.ts";

export type * from "./resolved/base.ts";
export type * from "./resolved/condition.ts";
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
