import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import type { DashboardPanel } from "../../dashboards/dashboard.ts";
import { dashboardsOf } from "../../dashboards/dashboards.ts";
import { panelOfAlert } from "../../dashboards/panel-of-alert.ts";
import type { System } from "../../model/resolved.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { hastecrm } from "./hastecrm.ts";

const resolved = hastecrm("prod");
const [hasteCrm] = resolved.systems.filter(({ id }) => id === "hastecrm") as [System];
const alerts = alertsOf(resolved);
const dashboards = dashboardsOf(resolved, alerts);

function panel(dashboard: string, source: string): DashboardPanel {
  const found = dashboards
    .find(({ name }) => name === dashboard)
    ?.rows.flatMap(({ panels }) => panels)
    .find((one) => one.provenance.source.includes(source));
  if (!found) throw new Error(`${dashboard} has no panel for ${source}`);
  return found;
}

describe("the eight panels of the source document", () => {
  const p95 = { kind: "quantile", quantile: new Fraction("0.95") };
  const cases: [source: string, dashboard: string, title: string, measure: object, by: readonly string[], name: string, line?: number][] = [
    ["H-D01", "hastecrm--system-overview", "Request Rate", { kind: "rate" }, ["service"], "http_requests_total"],
    ["H-D02", "hastecrm--system-overview", "Error Rate", { kind: "rate" }, ["service"], "http_errors_total"],
    ["H-D03", "hastecrm--system-overview", "P95 Latency", p95, [], "http_request_duration_seconds", 0.2],
    ["H-D04", "hastecrm--system-overview", "Active Users", { kind: "value", across: "sum" }, [], "active_users_total"],
    ["H-D05", "hastecrm--api-performance", "Requests by Endpoint", { kind: "rate" }, ["endpoint"], "http_requests_total"],
    ["H-D06", "hastecrm--api-performance", "Latency by Endpoint", p95, ["endpoint"], "http_request_duration_seconds", 0.2],
    ["H-D07", "hastecrm--api-performance", "GraphQL Query Performance", p95, ["operation"], "graphql_query_duration_seconds"],
    ["H-D08", "hastecrm--api-performance", "Database Query Time", p95, [], "database_query_duration_seconds", 0.05],
  ];
  test.each(cases)("%s stands on %s as %s", (source, dashboard, title, measure, by, name, line) => {
    const found = panel(dashboard, source);
    expect(found.title).toBe(title);
    expect(found.lines).toHaveLength(1);
    expect(found.lines[0]?.measure).toMatchObject({ ...measure, by, metric: { name } });
    expect(found.thresholds[0]).toEqual(line === undefined ? undefined : { at: line, bad: "above" });
  });

  test("they stand in the order in which they are written", () => {
    const sources = (name: string) =>
      dashboards.find((one) => one.name === name)?.rows.flatMap(({ panels }) => panels.flatMap((one) => one.provenance.source));
    expect(sources("hastecrm--system-overview")).toEqual(["H-D01", "H-D02", "H-D03", "H-D04"]);
    expect(sources("hastecrm--api-performance")).toEqual(["H-D05", "H-D06", "H-D07", "H-D08"]);
  });
});

test.each([
  ["H-S01", "hastecrm--api--overview", 0.999],
  ["H-S02", "hastecrm--api--overview", 0.95],
  ["H-S03", "hastecrm--web--overview", 0.95],
  ["H-S04", "hastecrm--database--overview", 0.95],
  ["H-S05", "hastecrm--jobs--overview", 0.95],
  ["H-S06", "hastecrm--email--overview", 0.98],
])("%s is watched on %s against its target of %d", (source, dashboard, target) => {
  const found = panel(dashboard, source);
  expect(found.lines[0]?.measure.kind).toBe("sli");
  expect(found.thresholds).toEqual([{ at: target, bad: "below" }]);
});

test("staging shows its own targets", () => {
  const staging = hastecrm("staging");
  const overview = dashboardsOf(staging, alertsOf(staging)).find(({ name }) => name === "hastecrm--api--overview");
  expect(overview?.rows[0]?.panels[0]?.thresholds).toEqual([{ at: 0.99, bad: "below" }]);
});

test("every service has one overview that links the runbook of each of its alerts", () => {
  for (const service of hasteCrm.services) {
    const overviews = dashboards.filter((one) => one.service?.path === service.path);
    expect(overviews, service.path).toHaveLength(1);
    const linked = new Set(overviews[0]?.links.map(({ url }) => url));
    const runbooks = alerts.filter((alert) => alert.service?.path === service.path).map(({ runbook }) => runbook.url);
    expect(linked, service.path).toEqual(new Set(runbooks));
  }
});

describe("the panel of an alert", () => {
  test("every alert of a service has one, on that service's overview", () => {
    for (const alert of alerts.filter(
      ({ system, evaluator }) => system === undefined || (system === hasteCrm && evaluator === system.source),
    )) {
      const spot = panelOfAlert(alert, dashboards);
      expect(spot?.dashboard.service?.path, alert.name).toBe(alert.service?.path);
    }
  });

  test.each([
    ["hastecrm--api--availability--page", "Availability: burn rate"],
    ["hastecrm--api--availability--ticket", "Availability: burn rate"],
    ["hastecrm--api--availability--floor", "Availability"],
    ["hastecrm--api--errors", "Requests, bad share"],
    ["hastecrm--api--slow", "Duration, p95"],
    ["hastecrm--api--down", "Target"],
    ["hastecrm--jobs--backlog", "Depth"],
    ["hastecrm--platform--disk", "Disk free"],
  ])("%s points at %s", (name, title) => {
    const alert = alerts.find((one) => one.name === name);
    expect(alert && panelOfAlert(alert, dashboards)?.panel.title).toBe(title);
  });

  test.each([
    ["H-A01", 1, "below"],
    ["H-A02", 1, "below"],
    ["H-A03", 0.05, "above"],
    ["H-A05", 20, "below"],
    ["H-A06", 80, "above"],
    ["H-A07", 1000, "above"],
    ["H-A08", 0.8, "below"],
  ])("%s fires at the line of its panel: %d, bad is %s", (source, at, bad) => {
    const alert = alerts.find((one) => one.provenance.source.includes(source));
    expect(alert && panelOfAlert(alert, dashboards)?.panel.thresholds).toContainEqual({ at, bad });
  });
});

test("panel ids are unique in a dashboard, names of dashboards in all", () => {
  for (const { name, rows } of dashboards) {
    const ids = rows.flatMap(({ panels }) => panels.map(({ id }) => id));
    expect(new Set(ids).size, name).toBe(ids.length);
  }
  expect(new Set(dashboards.map(({ name }) => name)).size).toBe(dashboards.length);
});
