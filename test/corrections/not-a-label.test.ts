import { describe, expect, test } from "vitest";
import { monitorAlertArgs } from "../../components/digitalocean/alert.ts";
import { digitalOceanAlerts, isHostAlert } from "../../components/digitalocean/select.ts";
import { newRelicAlerts, policyGroups } from "../../components/newrelic/select.ts";
import { conditionQuery } from "../../queries/nrql.ts";
import { alertOf, alertsOf, calledAfter, dutiesOf, fileAt, monitorOf, prod, systemOf } from "./catalog.ts";

/*
 * What Not a Label's document had wrong, by its requirement: nearly every condition was a phrase without a metric, and two
 * of its loops watched from inside what they should have seen from outside.
 */

const alerts = prod.alerts.filter(({ system }) => system?.id === "not-a-label");
const duties = dutiesOf("not-a-label");

describe("endpoints", () => {
  const probes = alertsOf("N-A01").map((alert) => [alert.name, monitorOf(alert)] as const);
  test("N-A01, N-T03: each is asked every minute, so that two minutes can be seen, and has an alert of its own", () => {
    expect(Object.fromEntries(probes.map(([name, { url, expect: status }]) => [name, [url, status]]))).toEqual({
      "not-a-label--ai--down": ["https://not-a-label.art/api/ai/status", "200"],
      "not-a-label--api--down": ["https://not-a-label.art/api/health", "200"],
      "not-a-label--auth--down": ["https://not-a-label.art/api/auth/verify", "401"],
      "not-a-label--site--down": ["https://not-a-label.art", "200"],
    });
    for (const [, { every, for: held }] of probes) expect([every, held]).toEqual([60, 120]);
  });
  test("N-A09: no loop inside of the platform tells, an outage of the AI is told under its own name, and all of them page", () => {
    expect(alertsOf("N-A09").map(({ title }) => title)).toEqual(["Not a Label AI service: Down", "Not a Label API: Down"]);
    for (const { route } of alertsOf("N-A01")) expect(route).toMatchObject({ kind: "page", onCall: { id: "not-a-label", group: 300 } });
    expect(duties.get("health-loop")).toContain("remove the loop");
  });
});

describe("the application", () => {
  test("N-A02: what asks for an immediate response pages, and is told in Slack and by mail besides", () => {
    expect(alertOf("N-A02").route).toMatchObject({
      kind: "page",
      channel: { slack: "#not-a-label-alerts", email: "not-a-label-engineering@example.com" },
    });
  });
  test("N-A03: the pool pages, at 90 % for five minutes, and nothing is scaled by itself", () => {
    const alert = alertOf("N-A03");
    expect(alert.summary).toBe("The highest of PlatformSample.databasePoolUsage is above 90%, for 5m.");
    expect([alert.route.kind, alert.runbook.id]).toEqual(["page", "not-a-label-database"]);
  });
  test("N-A04: any error of a gateway within five minutes pages, and tells finance by mail", () => {
    const alert = alertOf("N-A04");
    expect(alert.summary).toBe("PaymentAttempt counted more than 0 in 5m.");
    expect(alert.when).toMatchObject({ kind: "count", signal: { where: { outcome: { is: "gateway-error" } } } });
    expect(alert.route).toMatchObject({ kind: "page", channel: { email: "not-a-label-finance@example.com" } });
  });
  test("N-T02: what Sentry is set to in the browser is part of the contract", () => {
    expect(duties.get("browser-errors")).toMatch(/APP_ENV.*tracesSampleRate 0\.1.*beforeSend/);
  });
});

describe("what New Relic is asked", () => {
  const asked = (id: string) => {
    const { when, for: held } = alertOf(id);
    return conditionQuery(when, held);
  };
  test("N-A02: a share of at least three failures of five minutes, so that one of a quiet night's three is none", () => {
    expect(asked("N-A02")).toMatchObject({
      query: expect.stringContaining("WHERE httpResponseCode LIKE '5%') / 3), 1) FROM Transaction WHERE"),
      operator: "above",
      threshold: 5,
      window: 300,
      slideBy: 60,
      // An answer at both ends of five minutes: twenty seconds of a deployment, which stand in five answers, wake nobody.
      thresholdDuration: 360,
    });
  });
  test("N-D01: the panels show web transactions alone, as the alerts do", () => {
    for (const { show } of systemOf("not-a-label").dashboards.flatMap(({ panels }) =>
      panels.filter(({ source }) => source.includes("N-D01")),
    ))
      if (show.kind === "quantile" || show.kind === "rate") expect(show.metric.where).toMatchObject({ transactionType: { is: "Web" } });
  });
  test("N-A05: a p95 above 2 s is more than 5 % of the requests above 2 s, for ten minutes", () => {
    expect(asked("N-A05")).toMatchObject({
      query: expect.stringContaining("WHERE duration > 2)"),
      threshold: 5,
      window: 300,
      slideBy: 60,
      thresholdDuration: 660,
    });
  });
  test("N-A03: the highest of all instances, above 90 % for five answers of a minute", () => {
    expect(asked("N-A03")).toMatchObject({
      query: expect.stringContaining("SELECT max(databasePoolUsage)"),
      operator: "above",
      threshold: 90,
      window: 60,
      thresholdDuration: 300,
    });
  });
  test("N-A04: any error within five minutes, and it is over five minutes after the last one, also when nobody pays", () => {
    expect(asked("N-A04")).toMatchObject({
      query: expect.stringContaining("filter(count(*), WHERE outcome = 'gateway-error')"),
      threshold: 0,
      window: 300,
      slideBy: 60,
      lost: { after: 300, opens: false },
    });
  });
  test("every question is confined to production, and every alert has a policy with somebody who is told", () => {
    const own = newRelicAlerts(alerts);
    for (const { when, for: held } of own)
      expect(conditionQuery(when, held).query).toContain("appName = 'not-a-label' AND environment = 'production'");
    expect(policyGroups(own).map(({ name }) => name)).toEqual([
      "page--not-a-label--nal-payments",
      "page--not-a-label--not-a-label",
      "post--nal-slack--business-hours",
      "post--not-a-label--business-hours",
    ]);
  });
});

describe("hosts", () => {
  const hosts = digitalOceanAlerts(alerts).filter(isHostAlert);
  const args = hosts.map((alert) => monitorAlertArgs(alert, () => ""));
  test("N-A06, N-A08: one alert on the processor and one on memory, at 70 %, over a window that DigitalOcean has", () => {
    expect(args).toMatchObject([
      { type: "v1/insights/droplet/cpu", compare: "GreaterThan", value: 70, window: "10m" },
      { type: "v1/insights/droplet/memory_utilization_percent", compare: "GreaterThan", value: 70, window: "10m" },
    ]);
    expect(alertOf("N-A08").name).toBe("not-a-label--hosts--cpu");
    expect(duties.get("host-sample")).toContain("post nothing by itself");
  });
  test("they mail DevOps, and nobody else", () => {
    for (const { alerts: told } of args) expect(told).toEqual({ emails: ["not-a-label-devops@example.com"] });
  });
});

test("N-L01 to N-L04: each stream of lines is deleted after its days", () => {
  const days = (stream: string) => JSON.parse(fileAt(`elasticsearch/not-a-label/${stream}.policy.json`)).policy.phases.delete.min_age;
  expect(["application", "access", "errors", "audit"].map(days)).toEqual(["30d", "90d", "180d", "365d"]);
});

test("N-O01: who is primary in a week is backup in none of the same, and the backup is called after the time of SEV1", () => {
  expect(calledAfter("not-a-label")).toEqual([
    [0, "not-a-label-primary"],
    [15, "not-a-label-backup"],
  ]);
  const rotation = (id: string) =>
    prod.resolved.organization.schedules.find((one) => one.id === id)?.layers[0]?.rotation.map((one) => one.id) ?? [];
  const [primary, backup] = [rotation("not-a-label-primary"), rotation("not-a-label-backup")];
  expect(primary).toHaveLength(3);
  expect(backup).toEqual([...primary.slice(1), primary[0]]);
});
