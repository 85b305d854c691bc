import type { Input } from "@pulumi/pulumi";

/*
 * Inputs of the resources that are used, spelled by hand after the provider's schema (0.15.4). The provider drops a key
 * that it does not know without a word, so that these types, checked on object literals, are what stands between a
 * slip of the pen and a monitor that does nothing. Values keep the spelling of Sentry (`issue_owners`), keys are in
 * camel case.
 */

export interface MonitorCondition {
  readonly type: "gt" | "gte" | "lt" | "lte";
  readonly comparison: number;
  /** priority of the issue while it holds: 75 high, 50 medium; 0 resolves it */
  readonly conditionResult: 0 | 50 | 75;
}

export interface MetricMonitorArgs {
  readonly organization: string;
  readonly project: string;
  readonly name: string;
  readonly description: string;
  readonly enabled: true;
  readonly owner: { readonly teamId: Input<string> };
  readonly aggregate: string;
  readonly dataset: "events" | "events_analytics_platform";
  readonly eventTypes: readonly ("default" | "error" | "trace_item_span")[];
  readonly queryType: "error" | "performance";
  readonly query: string;
  readonly environment: string;
  readonly timeWindowSeconds: number;
  readonly issueDetection: { readonly type: "static" };
  readonly conditionGroup: { readonly logicType: "any"; readonly conditions: readonly MonitorCondition[] };
}

/** One key each. */
export type TriggerCondition =
  | { readonly firstSeenEvent: Record<string, never> }
  | { readonly reappearedEvent: Record<string, never> }
  | { readonly regressionEvent: Record<string, never> }
  | { readonly issueResolvedTrigger: Record<string, never> };

/** One key each. */
export type FilterCondition =
  | { readonly level: { readonly match: "eq"; readonly level: number } }
  | { readonly taggedEvent: { readonly key: string; readonly match: "eq" | "sw"; readonly value: string } };

/** One key each. */
export type Action =
  | { readonly slack: SlackAction }
  | { readonly email: { readonly targetType: "user"; readonly targetId: Input<string> } }
  | { readonly pagerduty: PagerdutyAction };

export interface SlackAction {
  readonly integrationId: Input<string>;
  /** with the leading # */
  readonly channelName: string;
  /** tags that the message shows, joined by commas */
  readonly tags: string;
  readonly notes: string;
}

export interface PagerdutyAction {
  readonly integrationId: Input<string>;
  readonly serviceId: Input<string>;
  readonly serviceName: string;
  readonly severity: "critical" | "warning" | "error" | "info" | "default";
}

export interface ActionFilter {
  readonly logicType: "all";
  readonly conditions: readonly FilterCondition[];
  readonly actions: readonly Action[];
}

export interface AlertArgs {
  readonly organization: string;
  readonly name: string;
  readonly enabled: true;
  /** only issues of this environment; left out where the monitor itself counts one environment */
  readonly environment?: string;
  readonly monitorIds: readonly Input<string>[];
  readonly frequencyMinutes: Frequency;
  readonly triggerConditions: readonly TriggerCondition[];
  readonly actionFilters: readonly ActionFilter[];
}

/** Minutes in which an alert notifies at most once per issue (getsentry/sentry, `api_docs_help_text.py`). */
export type Frequency = 0 | 5 | 10 | 30 | 60 | 180 | 720 | 1440;

export interface IntegrationPagerdutyArgs {
  readonly organization: string;
  readonly integrationId: Input<string>;
  /** name under which Sentry lists the service */
  readonly service: string;
  /** secret */
  readonly integrationKey: Input<string>;
}
