import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import type { Prepared } from "../../by-itself/component.ts";
import { monitoringOfSlos, showingFaults } from "../../by-itself/service-dashboard.ts";
import type { SloAlertsArgs } from "../../components/datadog/by-itself/index.ts";
import { sloAlertsOf } from "../../components/datadog/by-itself/slo-alerts.ts";
import { type SloAlertsArgs as GrafanaArgs, ServiceDashboard as GrafanaDashboard } from "../../components/grafana/by-itself/index.ts";
import { sloAlertsOf as grafanaSloAlertsOf } from "../../components/grafana/by-itself/slo-alerts.ts";
import { refusedBy } from "./refused.ts";

const good: SloAlertsArgs = {
  title: "Availability",
  service: "checkout",
  owner: "payments",
  environment: "prod",
  labels: { env: "prod" },
  sli: { total: "checkout.requests", bad: { status: { startsWith: "5" } }, minimumTraffic: "200/h" },
  target: "99.9%",
  runbook: "https://runbooks.example.com/checkout",
  page: "@pagerduty-checkout",
  ticket: "@slack-acme-checkout",
};
const speed = { title: "Latency", sli: { metric: "checkout.duration", below: "300ms", unit: "s", minimumTraffic: "200/h" } } as const;
const shown = (...slos: { readonly prepared: Prepared }[]) => ({ title: "Checkout", slos }) as never;
const errors = { prepared: sloAlertsOf("checkout-errors", good) };
const slow = { prepared: sloAlertsOf("checkout-speed", { ...good, ...speed }) };

describe("the page of two SLOs", () => {
  const [dashboard] = monitoringOfSlos("checkout", shown(errors, slow)).dashboards;

  test("has one of each row, whose panels say of which SLO they are", () => {
    expect(dashboard?.rows.map(({ title, panels }) => [title, panels.map((panel) => panel.title)])).toEqual([
      [
        "Objectives",
        [
          "Availability",
          "Availability: error budget left",
          "Availability: burn rate",
          "Latency",
          "Latency: error budget left",
          "Latency: burn rate",
        ],
      ],
      ["Availability and latency", ["Availability: total, bad share", "Latency: duration, p99.9"]],
      ["Traffic", ["Availability: total per second", "Latency: duration per second"]],
    ]);
  });

  test("names no panel twice", () => {
    const ids = dashboard?.rows.flatMap(({ panels }) => panels.map(({ id }) => id)) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("links a runbook once, and is found by service and environment", () => {
    expect(dashboard?.links).toEqual([{ title: "Runbook", url: "https://runbooks.example.com/checkout" }]);
    expect(dashboard?.tags).toEqual(["checkout", "prod"]);
  });

  test("draws the lines at which alerts fire", () => {
    const burn = dashboard?.rows[0]?.panels.find(({ title }) => title === "Availability: burn rate");
    expect(burn?.thresholds.length).toBeGreaterThan(0);
  });
});

describe("at Grafana", () => {
  const args: GrafanaArgs = {
    ...{ title: "Availability", service: "checkout", owner: "payments", environment: "prod", target: "99.9%", runbook: good.runbook },
    sli: { total: "http_requests_total", bad: { code: "500" }, minimumTraffic: "200/h" },
    ...{ datasource: "prometheus", folder: "payments", page: "on-call", ticket: "channel" },
  };
  const refused = (...slos: { readonly prepared: Prepared }[]) =>
    refusedBy(
      "ServiceDashboard",
      "checkout",
      () => new GrafanaDashboard("checkout", { ...(shown(...slos) as object), folder: "payments" } as never),
    );
  const first = { prepared: grafanaSloAlertsOf("checkout-errors", args) };

  test("two data sources cannot be on one page", () => {
    const other = { prepared: grafanaSloAlertsOf("checkout-speed", { ...args, datasource: "mimir" }) };
    expect(refused(first, other)).toEqual(["slos.1: its source is mimir, and that of the first one prometheus; make a dashboard for each"]);
  });

  test("a data source whose uid is not known before cannot be shown", () => {
    const made = { prepared: grafanaSloAlertsOf("checkout-errors", { ...args, datasource: pulumi.output("prometheus") }) };
    expect(refused(made)).toEqual(["slos.0: its data source is an output of another resource; give its uid as a text"]);
  });

  test("there is something to show", () => {
    expect(refused()).toEqual(["slos: there is nothing to show; name an SloAlerts"]);
  });
});

test("two runbooks are told apart by their paths", () => {
  const other = { prepared: sloAlertsOf("checkout-speed", { ...good, ...speed, runbook: "https://runbooks.example.com/speed" }) };
  const [dashboard] = monitoringOfSlos("checkout", shown(errors, other)).dashboards;
  expect(dashboard?.links.map(({ title }) => title)).toEqual(["Runbook: /checkout", "Runbook: /speed"]);
});

describe("what cannot be on one page is refused with the name of the argument", () => {
  const source = () => "Datadog";
  test.each<[string, string, { readonly prepared: Prepared }[], string]>([
    ["nothing", "checkout", [], "slos: there is nothing to show; name an SloAlerts"],
    [
      "another environment",
      "checkout",
      [errors, { prepared: sloAlertsOf("checkout-speed", { ...good, ...speed, environment: "staging" }) }],
      "slos.1: its environment is staging, and that of the first one prod; make a dashboard for each",
    ],
    ["a name that is no id", "Check Out", [errors], "name: has an invalid format; rename it, for example api-errors"],
  ])("%s", (_, name, slos, line) => {
    expect(showingFaults(name, shown(...slos), source).map(({ argument, what }) => `${argument}: ${what}`)).toEqual([line]);
  });
});
