import { describe, expect, it } from "vitest";
import { listed } from "../../../cli/show/text.ts";
import { heldByVendors } from "../../../cli/show/vendors.ts";
import { integrationKeyOf } from "../../../components/pagerduty/fake/service.ts";
import type { AccountObject } from "../../../sandbox/account.ts";
import { fingerprint } from "../../../sandbox/fake-provider/stored.ts";

const object = (kind: string, id: string, fields: AccountObject["fields"]): AccountObject => ({ kind, id, fields });

const pagerduty = [
  object("user", "U1", { name: "Ada" }),
  object("user", "U2", { name: "Ben" }),
  object("schedule", "S1", { name: "Primary", layers: [{ users: ["U1", "U2"] }] }),
  object("escalationPolicy", "E1", {
    rules: [
      { escalationDelayInMinutes: 15, targets: [{ id: "S1" }] },
      { escalationDelayInMinutes: 20, targets: [{ id: "U2" }] },
    ],
  }),
  object("service", "P1", { name: "Shop (prod)", escalationPolicy: "E1" }),
  object("serviceIntegration", "I1", { name: "grafana", service: "P1" }),
];

/** Grafana with one rule that pages by this key, and one of another environment. */
function grafana(key: string): AccountObject[] {
  const rule = (name: string, environment: string) => ({
    name,
    labels: { alert: "shop--web--availability--page", environment, severity: "critical", system: "shop", service: "web" },
    annotations: { objective: "Availability: 99% over 30d" },
    notificationSettings: { contactPoint: "page" },
  });
  return [
    object("ruleGroup", "g", { rules: [rule("Shop Web: burning", "prod"), rule("Shop Web: burning there", "staging")] }),
    object("contactPoint", "page", { name: "page", pagerduties: [{ integrationKey: fingerprint(key) }], slacks: [{ recipient: "#shop" }] }),
  ];
}

/** What is listed of some accounts. */
const accountReport = (accounts: Readonly<Record<string, readonly AccountObject[]>>, environment: string): string =>
  listed(heldByVendors((vendor) => accounts[vendor], environment));

describe("the report of the accounts", () => {
  it("follows a page from the rule by its key to the service, its levels and people", () => {
    const text = accountReport({ grafana: grafana(integrationKeyOf("I1")), pagerduty }, "prod");
    expect(text).toContain("Shop Web: burning  critical  pages Shop (prod), #shop");
    expect(text).toContain("shop/web  Availability: 99% over 30d  page");
    expect(text).toMatch(/Shop \(prod\) {2}after 0 min {3}Primary: Ada, Ben\n {15}after 15 min {2}Ben\n {15}called by {5}grafana/);
  });

  it("says that a key of no integration pages no one", () => {
    expect(accountReport({ grafana: grafana("some other key"), pagerduty }, "prod")).toContain("pages no one");
  });

  it("shows one environment only", () => {
    expect(accountReport({ grafana: grafana(integrationKeyOf("I1")), pagerduty }, "prod")).not.toContain("burning there");
    expect(accountReport({ grafana: grafana(integrationKeyOf("I1")), pagerduty }, "test")).toBe("");
  });

  it("names who is behind a handle of Datadog, whether monitors call by it, and leaves out members of composites", () => {
    const key = fingerprint(integrationKeyOf("I1"));
    const tags = ["environment:prod", "severity:critical"];
    const datadog = [
      object("serviceObject", "1", { serviceName: "shop--prod", serviceKey: key }),
      object("channel", "2", { accountName: "acme", channelName: "#shop" }),
      object("monitor", "3", {
        name: "Burning (prod)",
        tags,
        message: "{{#is_alert}}\n@pagerduty-shop--prod @slack-acme-shop @ops@example.com\n{{/is_alert}}",
      }),
      object("monitor", "4", { name: "Member (prod)", tags, message: "Read by composites." }),
    ];
    const text = accountReport({ datadog, pagerduty }, "prod");
    expect(text).toContain("Burning (prod)  critical  pages Shop (prod), #shop, ops@example.com");
    expect(text).not.toContain("Member");
  });

  it("follows an endpoint at UptimeRobot to its contacts, and by the key to the service", () => {
    const uptimerobot = [
      object("monitor", "1", {
        name: "Shop: down (prod)",
        url: "https://shop.example.com",
        interval: 60,
        config: { sslExpirationPeriodDays: [30] },
        assignedAlertContacts: [
          { alertContactId: "2", threshold: 2, recurrence: 0 },
          { alertContactId: "3", threshold: 0, recurrence: 0 },
          { alertContactId: "4", threshold: 0, recurrence: 0 },
        ],
      }),
      object("integration", "2", { type: "pagerduty", name: "Shop (prod)", value: fingerprint(integrationKeyOf("I1")) }),
      object("integration", "3", { type: "slack", name: "#shop (prod)", value: "hash", customValue: "#shop" }),
      object("alertContact", "4", { type: "email", value: "shop@example.com" }),
    ];
    expect(accountReport({ uptimerobot, pagerduty }, "prod")).toContain(
      "every 1m  pages Shop (prod) after 2 min, #shop, shop@example.com; certificate 30d before it expires",
    );
    expect(accountReport({ uptimerobot }, "staging")).toBe("");
  });

  it("tells the alerts on hosts, and whom they tell", () => {
    const digitalocean = [
      object("monitorAlert", "1", {
        description: "Shop Hosts: CPU (prod), SEV3: https://runbooks.example.com/cpu",
        compare: "GreaterThan",
        value: 70,
        window: "10m",
        tags: ["env:production"],
        alerts: { emails: ["ops@example.com"], slacks: [{ channel: "#ops" }] },
      }),
    ];
    expect(accountReport({ digitalocean }, "prod")).toContain(
      "Shop Hosts: CPU (prod), SEV3  > 70 for 10m on env:production  #ops, ops@example.com",
    );
  });

  it("says which way through Opsgenie stands by, and whom it would call", () => {
    const opsgenie = [
      object("user", "u", { fullName: "Ada" }),
      object("schedule", "s", { name: "Nights" }),
      object("scheduleRotation", "r", { scheduleId: "s", participants: [{ type: "user", id: "u" }] }),
      object("escalation", "e", {
        name: "Shop",
        rules: [
          { delay: 0, recipients: [{ type: "schedule", id: "s" }] },
          { delay: 15, recipients: [{ type: "user", id: "u" }] },
        ],
      }),
      object("apiIntegration", "i", { name: "shop--grafana--prod", enabled: false, responders: [{ type: "escalation", id: "e" }] }),
    ];
    expect(accountReport({ opsgenie }, "prod")).toMatch(
      /shop--grafana--prod \(standby\) {2}after 0 min {3}Nights: Ada\n +after 15 min {2}Ada/,
    );
  });

  it("follows a condition of New Relic by its policy to whom the workflow tells, and counts what a dashboard shows", () => {
    const newrelic = [
      object("nrqlAlertCondition", "c", { name: "Shop: errors (prod)", policyId: "7" }),
      object("workflow", "w", {
        name: "page (prod)",
        issuesFilter: { predicates: [{ values: ["7"] }] },
        destinations: [{ channelId: "1" }, { channelId: "2" }],
      }),
      object("notificationChannel", "1", { destinationId: "p" }),
      object("notificationChannel", "2", { destinationId: "e" }),
      object("notificationDestination", "p", {
        name: "Shop (prod)",
        type: "PAGERDUTY_SERVICE_INTEGRATION",
        properties: [],
        authToken: { token: fingerprint(integrationKeyOf("I1")) },
      }),
      object("notificationDestination", "e", {
        name: "mail (prod)",
        type: "EMAIL",
        properties: [{ key: "email", value: "shop@example.com" }],
      }),
      object("oneDashboardJson", "d", { json: JSON.stringify({ name: "Shop (prod)", pages: [{ widgets: [{}, {}] }] }) }),
    ];
    const text = accountReport({ newrelic, pagerduty }, "prod");
    expect(text).toContain("Shop: errors (prod)  pages Shop (prod), shop@example.com");
    expect(text).toContain("Shop (prod)  2 widgets");
    expect(accountReport({ newrelic, pagerduty }, "staging")).toBe("");
  });
});
