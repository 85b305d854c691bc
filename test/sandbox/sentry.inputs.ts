import { accountBefore } from "../../components/sentry/fake/before.ts";

/** Inputs that the fake provider of Sentry accepts. Each test breaks exactly one thing in them. */

export const token = {
  monitor: "sentry:index/metricMonitor:MetricMonitor",
  alert: "sentry:index/alert:Alert",
  entry: "sentry:index/integrationPagerduty:IntegrationPagerduty",
} as const;

export const account = accountBefore({
  organization: "example",
  project: "shop",
  environments: ["production"],
  teams: ["core"],
  members: ["ops@example.com"],
  slackWorkspace: "Example",
  pagerdutyAccount: "example",
});

/** Ids of these objects. */
export const ids = {
  errorMonitor: "200",
  team: "400",
  user: "600",
  slack: "700",
  pagerduty: "701",
  monitor: "2000001",
  entry: "3000001",
} as const;

export const open = { type: "gt", comparison: 10, conditionResult: 75 };
export const resolve = { type: "lte", comparison: 10, conditionResult: 0 };

export const monitor = {
  organization: "example",
  project: "shop",
  name: "Flood",
  description: "More errors than usual.",
  enabled: true,
  owner: { teamId: ids.team },
  aggregate: "count()",
  dataset: "events",
  eventTypes: ["default", "error"],
  queryType: "error",
  query: "level:[error,fatal]",
  environment: "production",
  timeWindowSeconds: 300,
  issueDetection: { type: "static" },
  conditionGroup: { logicType: "any", conditions: [open, resolve] },
};

export const spans = {
  ...monitor,
  aggregate: "p95(span.duration)",
  dataset: "events_analytics_platform",
  eventTypes: ["trace_item_span"],
  queryType: "performance",
  query: "is_transaction:true",
};

export const slack = { integrationId: ids.slack, channelName: "#alerts", tags: "level", notes: "" };
export const pagerduty = { integrationId: ids.pagerduty, serviceId: ids.entry, serviceName: "Shop", severity: "critical" };
export const email = { targetType: "user", targetId: ids.user };

export const filter = {
  logicType: "all",
  conditions: [{ level: { match: "eq", level: 40 } }, { taggedEvent: { key: "check", match: "eq", value: "database" } }],
  actions: [{ pagerduty }, { slack }, { email }],
};

export const alert = {
  organization: "example",
  name: "Flood",
  enabled: true,
  environment: "production",
  monitorIds: [ids.errorMonitor, ids.monitor],
  frequencyMinutes: 0,
  triggerConditions: [{ firstSeenEvent: {} }, { regressionEvent: {} }],
  actionFilters: [filter],
};

export const entry = { organization: "example", integrationId: ids.pagerduty, service: "Shop", integrationKey: "key" };
