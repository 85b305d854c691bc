import { accountBefore } from "../../components/better-stack/fake/before.ts";

/** Inputs that the fake provider of Better Stack accepts. Each test breaks exactly one thing in them. */

export const token = {
  monitor: "better-uptime:index/monitor:Monitor",
  heartbeat: "better-uptime:index/heartbeat:Heartbeat",
  policy: "better-uptime:index/policy:Policy",
  severity: "better-uptime:index/severity:Severity",
  pager: "better-uptime:index/pagerdutyIntegration:PagerdutyIntegration",
  webhook: "better-uptime:index/outgoingWebhook:OutgoingWebhook",
  page: "better-uptime:index/statusPage:StatusPage",
  section: "better-uptime:index/statusPageSection:StatusPageSection",
  row: "better-uptime:index/statusPageResource:StatusPageResource",
} as const;

/** Ids of what is there before each test. */
export const ids = {
  slack: "100",
  policy: "2000001",
  severity: "2000002",
  pager: "2000003",
  page: "2000004",
  section: "2000005",
  monitor: "2000006",
};

const ways = { call: false, sms: false, email: false, push: false, criticalAlert: false };

export const monitor = {
  ...ways,
  pronounceableName: "Shop",
  url: "https://shop.example.com/health",
  monitorType: "expected_status_code",
  expectedStatusCodes: [200],
  httpMethod: "GET",
  followRedirects: false,
  verifySsl: true,
  checkFrequency: 60,
  requestTimeout: 30,
  confirmationPeriod: 120,
  recoveryPeriod: 180,
  regions: ["us", "eu"],
  sslExpiration: 14,
  domainExpiration: -1,
  policyId: ids.policy,
  expirationPolicyId: Number(ids.policy),
  paused: false,
};
export const heartbeat = { ...ways, name: "Backup", period: 600, grace: 60, policyId: ids.policy, paused: false };
export const telling = { type: "instructions", waitBefore: 0, comment: "Read on.", reminderEnabled: false };
export const calling = {
  type: "escalation",
  waitBefore: 0,
  urgencyId: Number(ids.severity),
  stepMembers: [
    { type: "pagerduty_integration", id: Number(ids.pager) },
    { type: "slack_integration", id: Number(ids.slack) },
    { type: "user", email: "ops@example.com" },
  ],
};
export const policy = { name: "Everybody", repeatCount: 0, steps: [telling, calling] };
export const severity = { ...ways, name: "Mail", email: true };
export const pager = { name: "Shop", key: "key-in-plain-text", severity: "critical", notifyAlongsidePrimaryResponder: false };
export const webhook = {
  name: "Gateway",
  url: "https://gateway.example.com/address-in-plain-text",
  triggerType: "incident_change",
  onIncidentStarted: true,
  notifyAlongsidePrimaryResponder: false,
};
export const page = {
  companyName: "Shop",
  companyUrl: "https://shop.example.com",
  subdomain: "shop",
  customDomain: "status.shop.example.com",
  timezone: "UTC",
  history: 90,
  published: true,
};
export const section = { statusPageId: ids.page, name: "Now", position: 0 };
export const row = {
  statusPageId: ids.page,
  statusPageSectionId: Number(ids.section),
  publicName: "Web",
  position: 0,
  widgetType: "history",
  resourceType: "Monitor",
  resourceId: Number(ids.monitor),
};

/** What the objects above refer to. */
export const account = {
  ...accountBefore({ channels: ["#alerts", "#alerts"], members: ["ops@example.com"] }),
  policy: { [ids.policy]: { name: "Silent" } },
  severity: { [ids.severity]: severity },
  pagerdutyIntegration: { [ids.pager]: { name: "Shop", severity: "critical" } },
  statusPage: { [ids.page]: { ...page, subdomain: "first", customDomain: "first.example.com" } },
  statusPageSection: { [ids.section]: { statusPageId: ids.page, name: "Now" } },
  monitor: { [ids.monitor]: { url: "https://shop.example.com" } },
};
