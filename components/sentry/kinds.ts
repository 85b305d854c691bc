import type { Kind, KindOf, Shape } from "../plan.ts";
import type { AlertArgs, IntegrationPagerdutyArgs, MetricMonitorArgs } from "./inputs.ts";
import type { ErrorMonitorBy, IntegrationBy, TeamBy, UserBy } from "./lookups.ts";

/** What Sentry's objects and look-ups take and answer. */
export interface Sentry extends Shape {
  readonly objects: {
    readonly pagerdutyIntegration: IntegrationPagerdutyArgs;
    readonly monitor: MetricMonitorArgs;
    readonly alert: AlertArgs;
  };
  readonly lookUps: {
    readonly integration: readonly [by: IntegrationBy, id: string];
    readonly errorMonitor: readonly [by: ErrorMonitorBy, id: string];
    readonly team: readonly [by: TeamBy, id: string];
    readonly user: readonly [by: UserBy, id: string];
  };
}

export const kinds: { readonly [K in KindOf<Sentry>]: Kind } = {
  pagerdutyIntegration: { type: "sentry:index/integrationPagerduty:IntegrationPagerduty", noun: "PagerDuty integration", effect: "calls" },
  monitor: { type: "sentry:index/metricMonitor:MetricMonitor", noun: "monitor", effect: "alerts" },
  alert: { type: "sentry:index/alert:Alert", noun: "alert", effect: "alerts" },
};
