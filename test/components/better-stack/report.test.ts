import { expect, test } from "vitest";
import { report } from "../../../components/better-stack/report.ts";
import { kindsOf } from "../../../components/report.ts";
import type { AccountObject } from "../../../sandbox/account.ts";

const object = (kind: string, id: string, fields: AccountObject["fields"]): AccountObject => ({ kind, id, fields });
const step = (...stepMembers: object[]) =>
  ({ steps: [{ type: "instructions" }, { type: "escalation", stepMembers }] }) as AccountObject["fields"];
const monitor = (id: string, name: string, more: AccountObject["fields"]) =>
  object("monitor", id, { pronounceableName: name, url: `https://${id}.example.com`, checkFrequency: 60, sslExpiration: 14, ...more });

const kinds = kindsOf([
  object("pagerdutyIntegration", "10", { name: "Shop (prod)", key: "key of the shop" }),
  object("slackIntegration", "11", { slackChannelName: "#shop" }),
  object("outgoingWebhook", "12", { name: "gateway (prod)" }),
  object("policy", "20", step({ type: "pagerduty_integration", id: 10 }, { type: "slack_integration", id: 11 })),
  object("policy", "21", step({ type: "user", email: "ops@example.com" }, { type: "webhook", id: 12 })),
  object("policy", "22", {}),
  monitor("30", "Shop: Down (prod)", { policyId: "20", expirationPolicyId: 21 }),
  monitor("31", "Shop: / (prod)", { policyId: "22" }),
  monitor("32", "Shop: Down (staging)", { policyId: "22" }),
  object("heartbeat", "40", { name: "Grafana gives no sign of life (prod)", period: 600, grace: 300, policyId: "20" }),
  object("statusPage", "50", { companyName: "Shop", subdomain: "status-example-com", customDomain: "status.example.com" }),
  object("statusPage", "51", { companyName: "Bakery", subdomain: "bakery", customDomain: "" }),
  object("statusPageResource", "60", { statusPageId: "50", publicName: "Weather", position: 1 }),
  object("statusPageResource", "61", { statusPageId: "50", publicName: "Web", position: 0, resourceId: 31 }),
]);
const pagedBy = (key?: string) => (key === "key of the shop" ? "Shop (prod)" : "no one");
const rows = (environment: string) =>
  Object.fromEntries(report.sections(kinds, environment, pagedBy).map((section) => [section.noun, section.rows]));

test("whom a monitor tells is followed from its policies to services, channels, mailboxes and gateways", () => {
  expect(rows("prod").endpoint).toEqual([
    ["Shop: / (prod)", "https://31.example.com", "every 1m", "no one"],
    [
      "Shop: Down (prod)",
      "https://30.example.com",
      "every 1m",
      "pages Shop (prod), #shop; 14d before the certificate expires ops@example.com, gateway (prod)",
    ],
  ]);
  expect(rows("staging").endpoint).toHaveLength(1);
});

test("a heartbeat says how late it may be", () => {
  expect(rows("prod").heartbeat).toEqual([
    ["Grafana gives no sign of life (prod)", "every 10m, at most 5m late", "pages Shop (prod), #shop"],
  ]);
  expect(rows("staging").heartbeat).toEqual([]);
});

test("a status page lists its components in its order, and belongs where its monitors are", () => {
  const bakery = ["Bakery", "bakery.betteruptime.com", ""];
  expect(rows("prod")["status page"]).toEqual([bakery, ["Shop", "status.example.com", "Web, Weather (by hand)"]]);
  expect(rows("staging")["status page"]).toEqual([bakery]);
});
