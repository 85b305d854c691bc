import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { alertOf, alertsOf, calledAfter, dutiesOf, monitorOf, prod, promqlOf, systemOf } from "./catalog.ts";

/*
 * What dreamlust's document had wrong, by its requirement, on what Grafana and PagerDuty get: a loop inside of the
 * process evaluated three figures for ten alerts, and nine of them had no window, channel or runbook.
 */

const dreamlust = systemOf("dreamlust");
const alerts = prod.alerts.filter(({ system }) => system?.id === "dreamlust");
const runbooks = join(import.meta.dirname, "..", "..", "docs", "runbooks");

/** A share, its bound, the time that it is taken over, and the series that tells a bad event. */
const shares: [id: string, above: string, over: string, bad: string][] = [
  ["D-A01", "0.05", "5m", 'http_requests_total{env="prod",service="dreamlust-api",status=~"5.*"}'],
  ["D-A06", "0.02", "15m", 'http_requests_total{env="prod",service="dreamlust-api",status=~"5.*"}'],
  ["D-A02", "0.01", "5m", 'http_request_duration_seconds_bucket{env="prod",le=~"2|2\\\\.0",service="dreamlust-api"}'],
  ["D-A07", "0.05", "15m", 'http_request_duration_seconds_bucket{env="prod",le=~"1|1\\\\.0",service="dreamlust-api"}'],
];
test.each(shares)("%s: a share above %s over %s, of a counter or at a bound of its own", (id, above, over, bad) => {
  const query = promqlOf(alertOf(id));
  expect(query).toMatch(new RegExp(`> ${above} \\* sum_over_time\\(sli:events:increase1m\\{[^}]*\\}\\[${over}\\]\\)`));
  expect(query).toContain(bad);
  expect(query).not.toMatch(/error_rate|response_time/);
});

const values: [id: string, query: string, minutes: number, route: string][] = [
  ["D-A08", 'max by (instance) (database_pool_usage_percent{env="prod",service="dreamlust-api"}) > 80', 5, "post"],
  ["D-A09", 'max by (instance) (cpu_usage_percent{env="prod",service="dreamlust-hosts"}) > 90', 15, "post"],
  ["D-A05", 'max by (instance) (memory_usage_percent{env="prod",service="dreamlust-hosts"}) > 90', 5, "page"],
  ["D-A04", 'max by (instance, mountpoint) (disk_usage_percent{env="prod",service="dreamlust-hosts"}) > 85', 10, "page"],
  ["D-A10", 'max by (queue) (queue_size{env="prod",service="dreamlust-worker"}) > 10000', 10, "post"],
];
test.each(values)("%s: what the loop never evaluated is %s, in percent where it is a share of something", (id, query, minutes, route) => {
  const alert = alertOf(id);
  expect([promqlOf(alert), alert.for / 60, alert.route.kind]).toEqual([query, minutes, route]);
});

test("D-A03: health is asked from outside every minute, and two minutes without its answer page", () => {
  const alert = alertOf("D-A03");
  expect(monitorOf(alert)).toEqual({ url: "https://dreamlust.example.com/api/health", every: 60, expect: "200", for: 120 });
  expect(alert.route.kind).toBe("page");
});

test("no alert is evaluated by the process that it watches, and nothing but one evaluator tells", () => {
  expect(new Set(alerts.map(({ evaluator }) => evaluator.id))).toEqual(new Set(["dreamlust-prom", "outside"]));
  for (const id of ["D-A01", "D-A02", "D-A03", "D-A04", "D-A05", "D-A06", "D-A07", "D-A08", "D-A09", "D-A10"]) alertOf(id);
  expect(dutiesOf("dreamlust").get("no-own-alerts")).toContain("remove the alert manager, its loop and the calls");
  expect(JSON.stringify(dreamlust.services.map(({ metrics }) => metrics.map(({ name }) => name)))).not.toContain("custom");
});

test("every alert links a runbook that exists, by its whole address", () => {
  for (const { runbook } of alerts) {
    expect(runbook.url).toMatch(/^https:\/\//);
    expect(existsSync(join(runbooks, `${runbook.id}.md`)), runbook.id).toBe(true);
  }
});

describe("targets", () => {
  test("D-S03, D-R06: the query time has alerts on its budget, and they lead to its runbook", () => {
    expect(alertsOf("D-R06").map(({ kind, runbook }) => [kind, runbook.id])).toEqual([
      ["burn-page", "dreamlust-slow-queries"],
      ["burn-ticket", "dreamlust-slow-queries"],
    ]);
  });
  const bands: [target: string, alert: string, series: string][] = [
    ["D-S04", "D-A04", "disk_usage_percent"],
    ["D-S04", "D-A05", "memory_usage_percent"],
    ["D-S04", "D-A09", "cpu_usage_percent"],
    ["D-S05", "D-A10", "queue_size"],
  ];
  test.each(bands)("%s: below %s there is a ticket on %s, so that no page is the first word", (target, id, series) => {
    const bound = (query: string) => Number(/> (\d+)$/.exec(query)?.[1]);
    const [ticket] = alertsOf(target).filter((alert) => alert.when.kind === "value" && promqlOf(alert).includes(`${series}{`));
    if (!ticket) throw new Error(`no ticket on ${series}`);
    expect(ticket).toMatchObject({ route: { kind: "post" }, severity: { id: "low" } });
    expect(bound(promqlOf(ticket))).toBeLessThan(bound(promqlOf(alertOf(id))));
  });
});

describe("who is told", () => {
  test("D-N01, D-N02: one pager is called, the other has everything and is sent nothing", () => {
    const pages = alerts.flatMap(({ route }) => (route.kind === "page" ? [route.onCall] : []));
    expect(pages.length).toBeGreaterThan(0);
    for (const onCall of pages) expect(onCall).toMatchObject({ id: "dreamlust", pager: "pagerduty", standby: "opsgenie" });
  });
  test("D-N03: one channel, named where it is made", () => {
    expect(new Set(alerts.map(({ route }) => route.channel.slack))).toEqual(new Set(["#alerts"]));
  });
  test("D-O01 to D-O04: the hours count from the alert, and the runbooks of what pages say when the CTO is called by hand", () => {
    expect(calledAfter("dreamlust")).toEqual([
      [0, "dreamlust-primary"],
      [30, "dreamlust-senior"],
      [60, "dreamlust-manager"],
      [120, "dreamlust-cto"],
    ]);
    const paging = new Set(alerts.filter(({ route }) => route.kind === "page").map(({ runbook }) => runbook.id));
    for (const id of paging) expect(readFileSync(join(runbooks, `${id}.md`), "utf8")).toContain("Call the CTO at once and by hand");
  });
});
