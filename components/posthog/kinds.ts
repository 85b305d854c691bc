import type { Kind, KindOf, Shape } from "../plan.ts";
import type { DashboardArgs, FeatureFlagArgs, InsightArgs } from "./inputs.ts";

/** What PostHog's objects take. */
export interface PostHog extends Shape {
  readonly objects: {
    readonly dashboard: DashboardArgs;
    readonly insight: InsightArgs;
    readonly flag: FeatureFlagArgs;
  };
  readonly lookUps: Readonly<Record<never, never>>;
}

export const kinds: { readonly [K in KindOf<PostHog>]: Kind } = {
  dashboard: { type: "posthog:index/dashboard:Dashboard", noun: "dashboard", effect: "shows", shared: true },
  insight: { type: "posthog:index/insight:Insight", noun: "insight", effect: "shows", shared: true },
  flag: { type: "posthog:index/featureFlag:FeatureFlag", noun: "feature flag", effect: "other", shared: true },
};
