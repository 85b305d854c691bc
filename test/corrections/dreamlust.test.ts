import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { contactPointArgs } from "../../components/grafana/contact-point.ts";
import { alertOf, alertsOf, calledAfter, dutiesOf, monitorOf, prod, promqlOf, systemOf } from "./catalog.ts";

/*
 * What dreamlust's document had wrong, by its requirement, on what Grafana and PagerDuty get: a loop inside of the
 * process evaluated three figures for ten alerts, and nine of them had no window, channel or runbook.
 */

const dreamlust = systemOf("dreamlust");
const alerts = prod.alerts.filter(({ system }) => system?.id === "dreamlust");
const root = join(import.meta.dirname, "..", "..");
const runbooks = join(root, "test", "products", "docs", "runbooks");

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

/** The alert on the value itself: a host that is not heard has one of its own. */
function alertOnValue(id: string) {
  const [found, ...more] = alertsOf(id).filter(({ when }) => when.kind === "value");
  if (!found || more.length > 0) throw new Error(`${id} has ${more.length + 1} alerts on a value`);
  return found;
}

const values: [id: string, query: string, minutes: number, route: string][] = [
  ["D-A08", 'max by (instance) (database_pool_usage_percent{env="prod",service="dreamlust-api"}) > 80', 5, "post"],
  ["D-A09", 'max by (instance) (cpu_usage_percent{env="prod",service="dreamlust-hosts"}) > 90', 15, "post"],
  ["D-A05", 'max by (instance) (memory_usage_percent{env="prod",service="dreamlust-hosts"}) > 90', 5, "page"],
  ["D-A04", 'max by (instance, mountpoint) (disk_usage_percent{env="prod",service="dreamlust-hosts"}) > 85', 10, "page"],
  ["D-A10", 'max by (queue) (queue_size{env="prod",service="dreamlust-worker"}) > 10000', 10, "post"],
];
test.each(values)("%s: what the loop never evaluated is %s, in percent where it is a share of something", (id, query, minutes, route) => {
  const alert = alertOnValue(id);
  expect([promqlOf(alert), alert.for / 60, alert.route.kind]).toEqual([query, minutes, route]);
});

test("D-A03: health is asked from outside every minute, and two minutes without its answer page", () => {
  const alert = alertOf("D-A03");
  expect(monitorOf(alert)).toEqual({ url: "https://dreamlust.example.com/api/health", every: 60, expect: "200", for: 120 });
  expect(alert.route.kind).toBe("page");
});

test("no alert is evaluated by the process that it watches, and nothing but one evaluator tells", () => {
  expect(new Set(alerts.map(({ evaluator }) => evaluator.id))).toEqual(new Set(["dreamlust-prom", "outside"]));
  for (const id of ["D-A01", "D-A02", "D-A03", "D-A04", "D-A05", "D-A06", "D-A07", "D-A08", "D-A09", "D-A10"]) alertsOf(id);
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
  test("D-S04: below the page on a disk there is a ticket, so that the page is not the first word", () => {
    const bound = (query: string) => Number(/> (\d+)$/.exec(query)?.[1]);
    const ticket = alertOf("D-S04");
    expect(ticket).toMatchObject({ route: { kind: "post" }, severity: { id: "low" } });
    expect(promqlOf(ticket)).toContain("disk_usage_percent{");
    expect(bound(promqlOf(ticket))).toBeLessThan(bound(promqlOf(alertOnValue("D-A04"))));
  });
  test("D-S03, D-S04, D-S05: the other targets are lines of their panels, and wake and tell nobody", () => {
    const lines = dreamlust.dashboards.flatMap(({ panels }) => panels.map(({ id, threshold }) => [id, threshold?.valueOf()]));
    expect(Object.fromEntries(lines)).toMatchObject({ pool: 70, cpu: 70, memory: 80, disk: 75, queue: 1000 });
    expect(alerts.map(({ name }) => name).filter((name) => name.endsWith("-target"))).toEqual(["dreamlust--hosts--disk-target"]);
  });
  test("D-S03, D-S05: slow queries and jobs are causes, and wake nobody", () => {
    for (const name of ["dreamlust--database--query-time--page", "dreamlust--queue--processing-time--page"])
      expect(alerts.find((alert) => alert.name === name)?.route.kind).toBe("post");
  });
});

test("D-A04, D-A05, D-A09: percentages of a host are recorded from what its node exporter exports", () => {
  for (const part of [
    "cpu_usage_percent as 100",
    "memory_usage_percent as 100",
    "disk_usage_percent as 100",
    "node_filesystem_avail_bytes",
  ])
    expect(dutiesOf("dreamlust").get("host-percentages")).toContain(part);
});

test("a host that is not heard pages, as its full disk would", () => {
  const down = alerts.find(({ name }) => name === "dreamlust--hosts--down");
  expect(down).toMatchObject({ when: { kind: "or-absent" }, route: { kind: "page" } });
});

test("a Prometheus that answers without any target is told of", () => {
  const silent = prod.alerts.find(({ name }) => name === "source--dreamlust-prom");
  expect(silent && promqlOf(silent)).toContain('sum(absent(up{env="prod"} == 1))');
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
  test("D-N03: what pages, what is posted and what is over differ in colour", () => {
    const [page, post] = (["page", "post"] as const).map((kind) => {
      const alert = alerts.find(({ route }) => route.kind === kind);
      if (!alert) throw new Error(`nothing of dreamlust has a ${kind}`);
      return JSON.stringify(
        contactPointArgs(alert.route, prod.resolved.environment, {
          slackToken: "",
          teamsUrl: (workflow: string) => `https://workflows.example.com/${workflow}`,
          pageKey: () => "",
        }).slacks,
      );
    });
    expect(page).toContain("#d63232");
    expect(post).toContain("#ecb22e");
    for (const slack of [page, post]) expect(slack).toContain("#36a64f");
  });
  test("D-O01 to D-O04: the hours count from the alert, and the runbooks of what pages say when the CTO is called by hand", () => {
    expect(calledAfter("dreamlust")).toEqual([
      [0, "dreamlust-primary"],
      [30, "dreamlust-senior"],
      [60, "dreamlust-manager"],
      [120, "dreamlust-cto"],
    ]);
    const paging = new Set(alerts.filter(({ route }) => route.kind === "page").map(({ runbook }) => runbook.id));
    for (const page of [...paging].map((id) => join(root, "docs", "runbooks", `${id}.md`)).filter(existsSync))
      expect(readFileSync(page, "utf8")).toContain("Call the CTO at once and by hand");
  });
});
