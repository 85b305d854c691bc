import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { monitoringOf } from "../../components/monitoring.ts";
import { opsgenie } from "../../components/opsgenie/index.ts";
import { type PlannedObject, printPlan } from "../../components/print.ts";
import { type CheckedCatalog, resolve } from "../../language.ts";
import type { Entry } from "../products/copy.ts";
import { soundCatalog } from "../prometheus/catalog.ts";
import { plannedOf } from "./planned.ts";

/** What the products' two environments ask of the vendors that have a part in both, each beside the other. */

function catalogWith(edit: (catalog: CheckedCatalog) => void = () => {}): CheckedCatalog {
  const catalog = soundCatalog(join(import.meta.dirname, "..", "products", "catalog"));
  edit(catalog);
  return catalog;
}
const products = catalogWith();
const askedByCheckly = catalogWith(({ organization }) => Object.assign(organization.sources["nal-uptime"] ?? {}, { kind: "checkly" }));

/** The arguments of the objects of one kind. */
const argsOf = (objects: readonly PlannedObject[], vendor: string, kind: string): Entry[] =>
  objects.flatMap((object) => (object.vendor === vendor && object.kind === kind ? [object.args as Entry] : []));

const environments = [
  { environment: "prod", label: "production", host: "https://not-a-label.art" },
  { environment: "staging", label: "staging", host: "https://staging.not-a-label.art" },
] as const;

describe.each(environments)("$environment", ({ environment, label, host }) => {
  const isProd = environment === "prod";
  const planned = plannedOf(products, environment);

  const endpoints = [
    [host, "200"],
    [`${host}/api/ai/status`, "200"],
    [`${host}/api/auth/verify`, "401"],
    [`${host}/api/health`, "200"],
  ];

  test("UptimeRobot probes each endpoint once a minute; only production pages", () => {
    const monitors = argsOf(planned, "uptimerobot", "monitor");
    expect(monitors.map(({ url, successHttpResponseCodes: [status] }) => [url, status]).sort()).toEqual(endpoints);
    for (const { interval } of monitors) expect(interval).toBe(60);
    // Minutes that it fails before anyone is notified.
    expect(JSON.stringify(monitors)).toContain('"threshold":2');
    const pages = argsOf(planned, "uptimerobot", "integration").filter(({ type }) => type === "pagerduty");
    expect(pages.map(({ name }) => name)).toEqual(isProd ? ["Not a Label (prod)"] : []);
  });

  test("Checkly does, in the place of UptimeRobot", () => {
    const objects = plannedOf(askedByCheckly, environment);
    const checks = argsOf(objects, "checkly", "check");
    expect(checks.map(({ request: { url, assertions } }) => [url, assertions[0].target]).sort()).toEqual(endpoints);
    for (const { frequency, alertSettings } of checks) {
      expect(frequency).toBe(1);
      expect(alertSettings.runBasedEscalations).toEqual([{ failedRunThreshold: 3 }]);
    }
    const pages = argsOf(objects, "checkly", "channel").flatMap(({ pagerduty }) => pagerduty ?? []);
    expect(pages.map(({ serviceName }) => serviceName)).toEqual(isProd ? ["Not a Label (prod)"] : []);
  });

  test("DigitalOcean watches the hosts of the environment, and mails for production", () => {
    const alerts = argsOf(planned, "digitalocean", "alert");
    expect(alerts.map(({ type }) => type).sort()).toEqual(["v1/insights/droplet/cpu", "v1/insights/droplet/memory_utilization_percent"]);
    const notified = isProd
      ? { emails: ["not-a-label-devops@example.com"] }
      : { slacks: [{ channel: "#staging-alerts", url: expect.any(String) }] };
    for (const alert of alerts) expect(alert).toMatchObject({ tags: [`env:${label}`], window: "10m", value: 70, alerts: notified });
  });

  test("New Relic pages, mails and posts for production, and posts for staging; nothing is muted", () => {
    const own = planned.filter(({ vendor }) => vendor === "newrelic");
    const types = new Set(argsOf(own, "newrelic", "destination").map(({ type }) => type));
    expect([...types].sort()).toEqual(isProd ? ["EMAIL", "PAGERDUTY_SERVICE_INTEGRATION", "WEBHOOK"] : ["WEBHOOK"]);
    expect(argsOf(own, "newrelic", "condition")).toHaveLength(6);
    expect(argsOf(own, "newrelic", "dashboard").length).toBeGreaterThan(3);
    expect(own.filter(({ type }) => /mut/i.test(type))).toEqual([]);
  });

  test("each condition of New Relic has one policy, which one workflow takes", () => {
    const own = planned.filter(({ vendor }) => vendor === "newrelic");
    const workflows = argsOf(own, "newrelic", "workflow").map(({ issuesFilter }) => JSON.stringify(issuesFilter));
    for (const { name, policyId } of argsOf(own, "newrelic", "condition"))
      expect([name, workflows.filter((filter) => filter.includes(`"${policyId}"`)).length]).toEqual([name, 1]);
  });

  test("PostHog counts both events on one dashboard, and shows the flag to its own share", () => {
    const share = isProd ? 0 : 100;
    const [flag] = argsOf(planned, "posthog", "flag");
    expect(flag).toMatchObject({ key: "new-organization-ui", active: true, rolloutPercentage: share });
    expect(JSON.parse(flag?.filters)).toEqual({ groups: [{ properties: [], rollout_percentage: share }] });
    const insights = argsOf(planned, "posthog", "insight");
    expect(insights.map(({ name }) => name).sort()).toEqual([`Billing updated (${environment})`, `Members added (${environment})`]);
    expect(new Set(insights.map(({ dashboardIds }) => JSON.stringify(dashboardIds))).size).toBe(1);
  });

  test("Axiom keeps the lines in a dataset of the environment, and its queries ask that one", () => {
    const dataset = isProd ? "production" : "production-staging";
    expect(argsOf(planned, "axiom", "dataset")).toMatchObject([{ name: dataset, retentionDays: 30, useRetentionPeriod: true }]);
    const [{ uid, dashboard } = {}] = argsOf(planned, "axiom", "dashboard");
    expect(uid).toBe(`slostack--emailai--axiom--${environment}`);
    const charts: Entry[] = JSON.parse(dashboard).charts;
    expect(charts.map(({ name }) => name)).toEqual([
      "Errors of the last hour",
      "Slow queries by organization",
      "Failed authentication attempts",
    ]);
    for (const { query } of charts) expect(query.apl).toContain(`['${dataset}']\n`);
  });
});

describe("a standby", () => {
  const standbyOf = (catalog: CheckedCatalog) =>
    printPlan([opsgenie], monitoringOf(resolve(catalog, "prod")), { senders: ["grafana"], setting: () => undefined, required: String })
      .objects;
  const planned = standbyOf(products);

  test("is sent nothing; the swap of two words turns its integration on, and changes nothing else of it", () => {
    const swapped = catalogWith(({ organization }) =>
      Object.assign(organization["on-call"].dreamlust ?? {}, { pager: "opsgenie", standby: "pagerduty" }),
    );
    expect(argsOf(planned, "opsgenie", "integration")).toMatchObject([{ enabled: false }]);
    const turnedOn = planned.map((object) =>
      object.kind === "integration" ? { ...object, args: { ...(object.args as Entry), enabled: true } } : object,
    );
    expect(standbyOf(swapped)).toEqual(turnedOn);
  });

  test("has everybody, and two contacts for each rule of a person", () => {
    expect(argsOf(planned, "opsgenie", "user").length).toBeGreaterThan(3);
    expect(argsOf(planned, "opsgenie", "contactMethod")).toHaveLength(2 * argsOf(planned, "opsgenie", "notificationRule").length);
  });
});
