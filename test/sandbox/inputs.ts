// Inputs that the fake providers accept. Each test breaks exactly one thing in them.
export const token = {
  folder: "grafana:oss/folder:Folder",
  dashboard: "grafana:oss/dashboard:Dashboard",
  ruleGroup: "grafana:alerting/ruleGroup:RuleGroup",
  contactPoint: "grafana:alerting/contactPoint:ContactPoint",
  muteTiming: "grafana:alerting/muteTiming:MuteTiming",
  messageTemplate: "grafana:alerting/messageTemplate:MessageTemplate",
  notificationPolicy: "grafana:alerting/notificationPolicy:NotificationPolicy",
  user: "pagerduty:index/user:User",
  contactMethod: "pagerduty:index/userContactMethod:UserContactMethod",
  notificationRule: "pagerduty:index/userNotificationRule:UserNotificationRule",
  team: "pagerduty:index/team:Team",
  membership: "pagerduty:index/teamMembership:TeamMembership",
  schedule: "pagerduty:index/schedule:Schedule",
  escalationPolicy: "pagerduty:index/escalationPolicy:EscalationPolicy",
  service: "pagerduty:index/service:Service",
  integration: "pagerduty:index/serviceIntegration:ServiceIntegration",
  grouping: "pagerduty:index/alertGroupingSetting:AlertGroupingSetting",
} as const;

export const rule = {
  name: "errors",
  condition: "A",
  for: "5m",
  noDataState: "OK",
  execErrState: "Error",
  datas: [
    {
      refId: "A",
      datasourceUid: "metrics",
      relativeTimeRange: { from: 600, to: 0 },
      model: JSON.stringify({ refId: "A", expr: "vector(1)" }),
    },
  ],
};

export const recording = {
  name: "errors:ratio",
  datas: rule.datas,
  record: { metric: "errors:ratio", from: "A", targetDatasourceUid: "metrics" },
};

export const ruleGroup = { name: "checkout", folderUid: "shop", intervalSeconds: 60, rules: [rule] };

export const dashboardConfig = {
  uid: "overview",
  title: "Overview",
  panels: [{ type: "row", panels: [{ type: "timeseries", datasource: { type: "prometheus", uid: "metrics" } }] }],
};

export const layer = {
  name: "week",
  start: "2026-01-05T09:00:00+01:00",
  rotationVirtualStart: "2026-01-05T09:00:00+01:00",
  rotationTurnLengthSeconds: 604800,
  users: ["PADA"],
};

export const schedule = { name: "rota", timeZone: "Europe/Berlin", layers: [layer] };

export const escalationPolicy = {
  name: "policy",
  numLoops: 2,
  rules: [{ escalationDelayInMinutes: 15, targets: [{ type: "schedule_reference", id: "PROTA" }] }],
};

export const service = { name: "checkout", escalationPolicy: "PPOLICY" };

/** A monitor of Datadog that counts errors. */
export const monitor = {
  name: "Errors",
  type: "query alert",
  query: "sum(last_5m):sum:app.errors{*}.as_count() > 5",
  message: "Many.",
  monitorThresholds: { critical: "5" },
};
