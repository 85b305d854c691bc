import type { Input } from "@pulumi/pulumi";

/*
 * Inputs of the resources that are used, spelled by hand after the provider's schema (PostHog/posthog 1.0.13). Each names
 * its project: of a project that only the connection names, the state keeps the first one for good.
 */

export interface DashboardArgs {
  readonly projectId: Input<string>;
  readonly name: string;
  readonly description: string;
  readonly pinned: boolean;
}

export interface InsightArgs {
  readonly projectId: Input<string>;
  readonly name: string;
  readonly description: string;
  /** a `TrendsInsight` as JSON */
  readonly queryJson: string;
  readonly dashboardIds: readonly Input<number>[];
}

/** https://posthog.com/docs/api/insights, `query`: how often an event came, a point a day. */
export type TrendsInsight = {
  readonly kind: "InsightVizNode";
  readonly source: {
    readonly kind: "TrendsQuery";
    readonly series: readonly { readonly kind: "EventsNode"; readonly event: string; readonly name: string; readonly math: "total" }[];
    readonly interval: "day";
    readonly dateRange: { readonly date_from: string };
  };
};

export interface FeatureFlagArgs {
  readonly projectId: Input<string>;
  readonly key: string;
  readonly name: string;
  readonly active: boolean;
  readonly ensureExperienceContinuity: boolean;
  /** `FlagFilters` as JSON */
  readonly filters: string;
  /** percent, whole */
  readonly rolloutPercentage: number;
}

/** Whoever is in one of the groups sees it; a group without properties is everyone. */
export type FlagFilters = {
  readonly groups: readonly { readonly properties: readonly []; readonly rollout_percentage: number }[];
};
