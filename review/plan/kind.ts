/** What objects of a kind do for people. */
export type Effect =
  /** without it nobody is called, or with another key */
  | "calls"
  /** decides who is called, when and how */
  | "on-call"
  /** evaluates: what it does is that of its alerts */
  | "alerts"
  | "other";

export interface Kind {
  /** name of the vendor, for people */
  readonly vendor: string;
  readonly noun: string;
  readonly effect: Effect;
}

const vendors: Readonly<Record<string, string>> = {
  aws: "CloudWatch",
  axiom: "Axiom",
  "better-uptime": "Better Stack",
  datadog: "Datadog",
  digitalocean: "DigitalOcean",
  grafana: "Grafana",
  newrelic: "New Relic",
  opsgenie: "Opsgenie",
  pagerduty: "PagerDuty",
  posthog: "PostHog",
  sentry: "Sentry",
  uptimerobot: "UptimeRobot",
};

/** Vendors whose every object is about who is called. */
const pagers: readonly string[] = ["pagerduty", "opsgenie"];

const kinds: Readonly<Record<string, readonly [noun: string, effect: Effect]>> = {
  "aws metricAlarm": ["alarm", "alerts"],
  "aws compositeAlarm": ["alarm of several", "alerts"],
  "aws topic": ["topic", "calls"],
  "aws topicSubscription": ["subscription of a topic", "calls"],
  "aws logGroup": ["log group", "other"],
  "aws logMetricFilter": ["metric of log lines", "alerts"],
  "aws alarmMuteRule": ["hours of silence", "alerts"],
  "better-uptime monitor": ["monitor", "alerts"],
  "better-uptime heartbeat": ["sign of life", "alerts"],
  "better-uptime policy": ["escalation", "calls"],
  "better-uptime pagerdutyIntegration": ["way to PagerDuty", "calls"],
  "better-uptime outgoingWebhook": ["webhook", "calls"],
  "datadog monitor": ["monitor", "alerts"],
  "datadog syntheticsTest": ["test of an endpoint", "alerts"],
  "datadog securityMonitoringRule": ["detection", "alerts"],
  "datadog serviceLevelObjective": ["SLO", "other"],
  "datadog dashboardJson": ["dashboard", "other"],
  "datadog downtimeSchedule": ["hours of silence", "alerts"],
  "datadog serviceObject": ["way to PagerDuty", "calls"],
  "datadog channel": ["channel", "other"],
  "datadog webhook": ["webhook", "other"],
  "digitalocean monitorAlert": ["alert", "alerts"],
  "grafana ruleGroup": ["group of rules", "alerts"],
  "grafana contactPoint": ["contact point", "other"],
  "grafana muteTiming": ["hours", "other"],
  "grafana dashboard": ["dashboard", "other"],
  "grafana check": ["check of an endpoint", "alerts"],
  "newrelic alertPolicy": ["policy of conditions", "alerts"],
  "newrelic nrqlAlertCondition": ["condition", "alerts"],
  "newrelic workflow": ["workflow", "calls"],
  "newrelic notificationChannel": ["channel", "other"],
  "newrelic notificationDestination": ["destination", "other"],
  "newrelic alertMutingRule": ["hours of silence", "alerts"],
  "newrelic oneDashboardJson": ["dashboard", "other"],
  "opsgenie apiIntegration": ["integration key", "calls"],
  "opsgenie escalation": ["escalation", "calls"],
  "opsgenie schedule": ["schedule", "calls"],
  "opsgenie scheduleRotation": ["rotation of a schedule", "calls"],
  "pagerduty alertGroupingSetting": ["grouping of incidents", "on-call"],
  "pagerduty escalationPolicy": ["escalation", "calls"],
  "pagerduty schedule": ["schedule", "calls"],
  "pagerduty service": ["on-call service", "calls"],
  "pagerduty serviceIntegration": ["integration key", "calls"],
  "pagerduty team": ["team", "on-call"],
  "pagerduty teamMembership": ["member of a team", "on-call"],
  "pagerduty user": ["person", "calls"],
  "pagerduty userContactMethod": ["way to reach a person", "calls"],
  "pagerduty userNotificationRule": ["rule by which a person is reached", "calls"],
  "sentry alert": ["alert", "alerts"],
  "sentry metricMonitor": ["monitor", "alerts"],
  "sentry integrationPagerduty": ["way to PagerDuty", "calls"],
  "uptimerobot monitor": ["monitor", "alerts"],
  "uptimerobot integration": ["integration", "other"],
};

/** What calls an on-call service stands under this name at every vendor that is no pager. */
const callsByName = /^page--/;

/**
 * What an object is to people.
 *
 * @param type type token, for example `datadog:index/monitor:Monitor`
 * @param name logical name
 */
export function kindOf(type: string, name: string): Kind {
  const [pack = type, , last = type] = type.split(":");
  const kind = last.charAt(0).toLowerCase() + last.slice(1);
  const [noun, effect] = kinds[`${pack} ${kind}`] ?? [inWords(kind), pagers.includes(pack) ? "on-call" : "other"];
  return { vendor: vendors[pack] ?? pack, noun, effect: callsByName.test(name) && effect === "other" ? "calls" : effect };
}

/** `metricTagConfiguration` -> `metric tag configuration` */
const inWords = (kind: string): string => kind.replaceAll(/[A-Z]/g, (sign) => ` ${sign.toLowerCase()}`);
