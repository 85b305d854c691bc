import type { Kind, KindOf, Shape } from "../plan.ts";
import type {
  HeartbeatArgs,
  MonitorArgs,
  OutgoingWebhookArgs,
  PagerdutyIntegrationArgs,
  PolicyArgs,
  SeverityArgs,
  StatusPageArgs,
  StatusPageResourceArgs,
  StatusPageSectionArgs,
} from "./inputs.ts";

/** What Better Stack's objects and look-ups take and answer. */
export interface BetterStack extends Shape {
  readonly objects: {
    readonly monitor: MonitorArgs;
    readonly heartbeat: HeartbeatArgs;
    readonly policy: PolicyArgs;
    readonly severity: SeverityArgs;
    readonly pagerdutyIntegration: PagerdutyIntegrationArgs;
    readonly webhook: OutgoingWebhookArgs;
    readonly statusPage: StatusPageArgs;
    readonly section: StatusPageSectionArgs;
    readonly component: StatusPageResourceArgs;
  };
  readonly lookUps: {
    /** id of the integration that posts to a channel, with the leading # */
    readonly slackIntegration: readonly [by: { readonly channel: string }, id: number];
    /** address of a member of the team; only members are mailed */
    readonly member: readonly [by: { readonly email: string }, address: string];
  };
}

export const kinds: { readonly [K in KindOf<BetterStack>]: Kind } = {
  monitor: { type: "better-uptime:index/monitor:Monitor", noun: "monitor", effect: "alerts" },
  heartbeat: { type: "better-uptime:index/heartbeat:Heartbeat", noun: "heartbeat", effect: "alerts" },
  policy: { type: "better-uptime:index/policy:Policy", noun: "escalation policy", effect: "calls", shared: true },
  severity: { type: "better-uptime:index/severity:Severity", noun: "severity", effect: "other", shared: true },
  pagerdutyIntegration: {
    type: "better-uptime:index/pagerdutyIntegration:PagerdutyIntegration",
    noun: "PagerDuty integration",
    effect: "calls",
    shared: true,
  },
  webhook: { type: "better-uptime:index/outgoingWebhook:OutgoingWebhook", noun: "webhook", effect: "calls", shared: true },
  statusPage: { type: "better-uptime:index/statusPage:StatusPage", noun: "status page", effect: "shows" },
  section: {
    type: "better-uptime:index/statusPageSection:StatusPageSection",
    noun: "section of a status page",
    effect: "shows",
    importId: "<status page>/<section> (`GET /api/v2/status-pages/<status page>/sections`)",
  },
  component: {
    type: "better-uptime:index/statusPageResource:StatusPageResource",
    noun: "component of a status page",
    effect: "shows",
    // The provider keeps the id of the old monitor where a row no longer has one, so that another type is another row.
    replaceOnChanges: ["resourceType"],
    importId: "<status page>/<resource> (`GET /api/v2/status-pages/<status page>/resources`)",
  },
};
