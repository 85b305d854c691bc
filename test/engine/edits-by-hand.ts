import type { Entry } from "./stack.ts";

/** One edit by hand: of which resource of the stack, and what somebody does to its object at the vendor. */
export interface EditByHand {
  readonly name: string;
  readonly edit: (fields: Entry) => void;
}

const by = (name: string, edit: EditByHand["edit"]): EditByHand => ({ name, edit });

/**
 * Another value at a place that the object has.
 *
 * @param place `rules.0.for`
 */
function set(name: string, place: string, value: unknown): EditByHand {
  return by(name, (fields) => {
    const keys = place.split(".");
    const last = keys.pop() ?? "";
    const holder = keys.reduce((at: Entry, key) => at[key], fields);
    if (!(last in holder)) throw new Error(`${name} has no ${place}`);
    holder[last] = value;
  });
}

/** Another text inside a text that the object has. */
const reword = (name: string, place: string, from: string, to: string) =>
  by(name, (fields) => {
    fields[place] = fields[place].replaceAll(from, to);
  });

/** One edit of each kind of object that the stack prod has, by `<package> <kind>`. */
export const edits: Readonly<Record<string, EditByHand>> = {
  "pagerduty user": set("crm-manager", "name", "Somebody Else"),
  "pagerduty userContactMethod": set("crm-manager--phone", "address", "301111111"),
  "pagerduty userNotificationRule": set("crm-manager--phone", "startDelayInMinutes", 60),
  "pagerduty team": set("crm-platform", "name", "Another Team"),
  "pagerduty teamMembership": set("crm-platform--crm-manager", "role", "manager"),
  "pagerduty schedule": by("crm-primary", (schedule) => schedule.layers[0].users.reverse()),
  "pagerduty escalationPolicy": set("crm", "rules.0.escalationDelayInMinutes", 60),
  "pagerduty service": set("crm", "acknowledgementTimeout", "null"),
  "pagerduty serviceIntegration": set("crm--grafana", "name", "renamed"),
  "pagerduty alertGroupingSetting": set("crm", "config.timeout", 86_400),

  "opsgenie user": set("dreamlust-cto", "fullName", "Somebody Else"),
  "opsgenie userContact": set("dreamlust-cto--sms", "enabled", false),
  "opsgenie notificationRule": set("dreamlust-cto", "enabled", false),
  "opsgenie team": by("dreamlust", (team) => team.members.pop()),
  "opsgenie schedule": set("dreamlust-primary", "timezone", "UTC"),
  "opsgenie scheduleRotation": by("dreamlust-primary--weekly", (rotation) => rotation.participants.reverse()),
  "opsgenie escalation": set("dreamlust", "rules.1.delay", 600),
  // A standby that sends as well: everybody would be woken twice.
  "opsgenie apiIntegration": set("dreamlust--grafana", "enabled", true),

  "better-uptime monitor": set("emailai--api--reachable", "paused", true),
  "better-uptime heartbeat": set("watchdog--grafana", "grace", 86_400),
  "better-uptime policy": by("emailai--api--unreachable", (policy) => policy.steps.pop()),
  "better-uptime severity": set("mail", "email", false),
  "better-uptime pagerdutyIntegration": set("page--emailai", "severity", "info"),
  "better-uptime outgoingWebhook": set("webhook--sms-gateway", "onIncidentStarted", false),
  "better-uptime statusPage": set("status-page--emailai", "customDomain", "elsewhere.example.com"),
  "better-uptime statusPageSection": set("status-page--emailai", "name", "Nothing to see"),
  "better-uptime statusPageResource": set("status-page--hastecrm--api", "publicName", "Something"),

  "uptimerobot monitor": set("not-a-label--api--health", "isPaused", true),
  "uptimerobot alertContact": set("post--not-a-label--email", "notificationEvents", "none"),
  "uptimerobot integration": set("page--not-a-label", "enableNotificationsFor", 3),

  "newrelic alertPolicy": set("page--not-a-label--nal-payments", "incidentPreference", "PER_POLICY"),
  "newrelic nrqlAlertCondition": set("not-a-label--api--errors", "critical.threshold", 1000),
  "newrelic notificationDestination": set("to--not-a-label--page", "active", false),
  "newrelic notificationChannel": set("page--not-a-label--not-a-label--page", "active", false),
  "newrelic workflow": by("page--not-a-label--not-a-label", (workflow) => workflow.destinations.pop()),
  "newrelic oneDashboardJson": reword("not-a-label--key-metrics", "json", "Key Metrics", "Nothing"),

  "digitalocean monitorAlert": set("not-a-label--hosts--cpu", "value", 100),

  "axiom dataset": set("emailai--axiom", "retentionDays", 1),
  "axiom dashboard": reword("emailai--axiom--queries", "dashboard", "Errors of the last hour", "Nothing"),

  "posthog dashboard": set("emailai--analytics", "pinned", false),
  "posthog insight": reword("emailai--member-added", "queryJson", "member_added", "member_removed"),
  "posthog featureFlag": by("emailai--new-organization-ui", (flag) => {
    // The vendor keeps the percentage in the groups; its provider tells it apart.
    Object.assign(flag, { rolloutPercentage: 100, filters: flag.filters.replace('"rollout_percentage":0', '"rollout_percentage":100') });
  }),

  "grafana folder": set("hastecrm", "title", "Mine"),
  "grafana contactPoint": set("page--crm--crm-alerts", "slacks.0.recipient", "#elsewhere"),
  "grafana messageTemplate": set("messages", "template", "silence"),
  "grafana ruleGroup": set("hastecrm--api--alerts", "rules.0.for", "5h0m0s"),
  "grafana dashboard": reword("hastecrm--api--overview", "configJson", "hasteCRM API", "Nothing to see"),

  "datadog channel": set("incidents", "display.muteButtons", true),
  "datadog webhook": set("watchdog--datadog", "encodeAs", "form"),
  "datadog metricTagConfiguration": by("emailai.db.query.duration", (metric) => metric.tags.pop()),
  "datadog serviceLevelObjective": set("emailai--api--availability", "thresholds.0.target", 90),
  "datadog monitor": reword("emailai--api--errors", "message", "@pagerduty-", "pagerduty-"),
  "datadog dashboardJson": reword("emailai--production", "dashboard", "EmailAI", "Nothing"),
  "datadog logsCustomPipeline": set("hastecrm--access", "isEnabled", false),
  "datadog sensitiveDataScannerGroup": set("hastecrm--security", "isEnabled", false),
  "datadog sensitiveDataScannerRule": set("hastecrm--security--token", "pattern", "nothing at all"),
  "datadog securityMonitoringRule": set("hastecrm--security", "options.evaluationWindow", 86_400),

  "aws logGroup": set("app-logs", "retentionInDays", 1),
  "aws logMetricFilter": set("emailai--application--clean--bad", "pattern", "nothing"),
  "aws metricAlarm": set("emailai--application--many-lines", "actionsEnabled", false),
  "aws compositeAlarm": set("emailai--application--clean--page", "alarmActions", []),
  "aws topic": set("page--emailai--incidents", "tags.environment", "elsewhere"),

  "sentry metricMonitor": set("emailai--application--critical-errors", "conditionGroup.conditions.0.comparison", 1000),
  "sentry alert": by("emailai--application--critical-errors", (alert) => alert.actionFilters[0].actions.pop()),
  "sentry integrationPagerduty": set("page--your-org--emailai", "service", "Somebody else"),
};

/**
 * Objects of which nothing that can be changed comes back from the vendor: a refresh sees them removed, never edited.
 * What else vendors keep to themselves: tokens, keys and addresses of webhooks in what sends with them, numbers of people
 * at Opsgenie, and how its rules reach them.
 */
export const neverGivenBack = [
  // Its name is what it is known by, and its key is write-only.
  "datadog serviceObject",
  // It is made of its topic and its address.
  "aws topicSubscription",
];

/** What somebody removes, and what the vendor removes with it. */
export const removed: readonly (readonly [kind: string, name: string])[] = [
  // A service takes its integrations and its grouping with it.
  ["pagerduty service", "crm"],
  ["pagerduty serviceIntegration", "crm--grafana"],
  ["pagerduty serviceIntegration", "crm--datadog"],
  ["pagerduty serviceIntegration", "crm--better-stack"],
  ["pagerduty alertGroupingSetting", "crm"],
  ["pagerduty serviceIntegration", "not-a-label--newrelic"],
  ["pagerduty serviceIntegration", "not-a-label--uptimerobot"],
  ["pagerduty teamMembership", "crm-platform--crm-manager"],
  // What an escalation uses cannot be removed before it.
  ["opsgenie escalation", "dreamlust"],
  ["opsgenie schedule", "dreamlust-primary"],
  ["opsgenie scheduleRotation", "dreamlust-primary--weekly"],
  ["opsgenie userContact", "dreamlust-cto--sms"],
  ["opsgenie notificationRule", "dreamlust-cto"],
  ["better-uptime monitor", "hastecrm--api--ready"],
  ["better-uptime heartbeat", "watchdog--datadog"],
  ["better-uptime policy", "emailai--api--unreachable"],
  ["better-uptime pagerdutyIntegration", "page--resonant"],
  ["better-uptime outgoingWebhook", "webhook--sms-gateway"],
  // A page takes what it shows with it.
  ["better-uptime statusPage", "status-page--emailai"],
  ["better-uptime statusPageSection", "status-page--emailai"],
  ["better-uptime statusPageResource", "status-page--emailai--api"],
  ["better-uptime statusPageResource", "status-page--emailai--database"],
  ["better-uptime statusPageResource", "status-page--emailai--gmail"],
  ["better-uptime statusPageResource", "status-page--emailai--stripe"],
  ["better-uptime statusPageResource", "status-page--emailai--web"],
  ["uptimerobot monitor", "not-a-label--site--home"],
  ["uptimerobot alertContact", "post--not-a-label--email"],
  // A policy takes its conditions with it.
  ["newrelic alertPolicy", "post--nal-slack--business-hours"],
  ["newrelic nrqlAlertCondition", "not-a-label--api--slow"],
  // A workflow takes its channels with it; then nothing uses the destination.
  ["newrelic workflow", "page--not-a-label--nal-payments"],
  ["newrelic notificationChannel", "page--not-a-label--nal-payments--page"],
  ["newrelic notificationChannel", "page--not-a-label--nal-payments--slack"],
  ["newrelic notificationChannel", "page--not-a-label--nal-payments--email"],
  ["newrelic notificationDestination", "to--nal-payments--email"],
  ["newrelic oneDashboardJson", "not-a-label--key-metrics"],
  ["digitalocean monitorAlert", "not-a-label--hosts--cpu"],
  ["axiom dataset", "emailai--axiom"],
  ["axiom dashboard", "emailai--axiom--queries"],
  ["posthog dashboard", "emailai--analytics"],
  ["posthog insight", "emailai--billing-updated"],
  ["posthog featureFlag", "emailai--new-organization-ui"],
  ["grafana ruleGroup", "hastecrm--api--alerts"],
  ["grafana ruleGroup", "source--crm-prom"],
  ["grafana dashboard", "hastecrm--api--overview"],
  ["grafana messageTemplate", "messages"],
  ["datadog serviceObject", "emailai"],
  ["datadog channel", "incidents"],
  ["datadog metricTagConfiguration", "emailai.db.query.duration"],
  ["datadog serviceLevelObjective", "emailai--api--availability"],
  ["datadog monitor", "emailai--api--availability--burn--1h"],
  ["datadog dashboardJson", "emailai--production"],
  ["datadog logsCustomPipeline", "hastecrm--access"],
  // A group takes its rules with it.
  ["datadog sensitiveDataScannerGroup", "hastecrm--security"],
  ["datadog sensitiveDataScannerRule", "hastecrm--security--token"],
  ["datadog securityMonitoringRule", "hastecrm--security"],
  ["aws logGroup", "app-logs"],
  ["aws logMetricFilter", "emailai--application--lines--total"],
  ["aws metricAlarm", "emailai--application--many-lines"],
  ["aws compositeAlarm", "emailai--application--clean--page"],
  ["aws topic", "page--emailai--incidents"],
  ["aws topicSubscription", "page--emailai--incidents--pager"],
  ["sentry metricMonitor", "emailai--application--critical-errors"],
  ["sentry alert", "emailai--application--critical-errors"],
  ["sentry integrationPagerduty", "page--your-org--emailai"],
];

/** What goes by the id, the key or the address of something that is made again. */
export const follow = [
  "grafana contactPoint page--crm--crm-alerts",
  "datadog serviceObject crm",
  "datadog monitor emailai--api--availability--page",
  "datadog webhook watchdog--datadog",
  "opsgenie apiIntegration dreamlust--grafana",
  "better-uptime pagerdutyIntegration page--crm",
  "better-uptime monitor emailai--api--reachable",
  "better-uptime policy resonant--app--down",
  "better-uptime statusPageResource status-page--hastecrm--api",
  "uptimerobot integration page--not-a-label",
  "uptimerobot monitor not-a-label--api--health",
  "newrelic notificationDestination to--not-a-label--page",
  "newrelic workflow post--nal-slack--business-hours",
  "posthog insight emailai--member-added",
];
