import { describe, expect, it } from "vitest";
import { accountReport } from "../../cli/account-report.ts";
import type { AccountObject } from "../../sandbox/account.ts";
import { fingerprint } from "../../sandbox/stand-in/stored.ts";
import { integrationKeyOf } from "../../sandbox/vendors/pagerduty/service.ts";

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

describe("the report of the accounts", () => {
  it("follows a page from the rule by its key to the service, its levels and people", () => {
    const text = accountReport({ grafana: grafana(integrationKeyOf("I1")), pagerduty }, "prod");
    expect(text).toContain("Shop Web: burning  critical  pages Shop (prod), #shop");
    expect(text).toContain("shop/web  Availability: 99% over 30d  page");
    expect(text).toMatch(/Shop \(prod\) {2}after 0 min {3}Primary: Ada, Ben\n {15}after 15 min {2}Ben\n {15}called by {5}grafana/);
  });

  it("says that a key of no integration calls nobody", () => {
    expect(accountReport({ grafana: grafana("some other key"), pagerduty }, "prod")).toContain("pages nobody");
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
});
