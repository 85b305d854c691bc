import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { conditionArgs, literal } from "../../../components/newrelic/condition.ts";
import { dashboardJson } from "../../../components/newrelic/dashboard.ts";
import { newRelic } from "../../../components/newrelic/index.ts";
import { split } from "../../../components/newrelic/notification.ts";
import { refusals } from "../../../components/newrelic/refusals.ts";
import { type NewRelicAlert, policyGroups } from "../../../components/newrelic/select.ts";
import { newRelicSource } from "../../../components/newrelic/source.ts";
import type { DashboardSpec } from "../../../dashboards/dashboard.ts";
import { dashboardsOf } from "../../../dashboards/dashboards.ts";
import type { Calendar, SourceOf } from "../../../model/resolved.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import * as small from "../../dashboards/small.ts";
import { sentences } from "../sentences.ts";
import { resolvedCatalog } from "../sentry/catalog.ts";

const from: SourceOf<"newrelic"> = {
  id: "apm",
  source: [],
  kind: "newrelic",
  evaluator: "newrelic",
  scrape: 60,
  evaluate: 60,
  owner: small.team,
  severity: small.warning,
  runbook: small.runbook,
  environment: {},
  traits: newRelicSource.traits,
};
const pool = { ...small.metric("gauge", "pool", { unit: "percent", where: {} }), name: "Sample.pool", from };
const when = {
  kind: "value",
  signal: { ...small.gaugeOf("pool", pool), where: {}, from },
  compare: "above",
  threshold: new Fraction(90),
} as const;
const full: NewRelicAlert = { ...small.alert({ when, for: 300 }), evaluator: from };

test("an alert as a condition says all that would be filled in", () => {
  expect(conditionArgs(full, "7")).toEqual({
    policyId: "7",
    name: "Cart: broken (prod)",
    type: "static",
    enabled: true,
    description: "The cart is broken.\nPriority P1 (critical), owner shop-team.",
    titleTemplate: "Cart: broken (prod)",
    runbookUrl: "https://runbooks.example.com/broken.md",
    nrql: { query: "SELECT max(pool) FROM Sample WHERE pool IS NOT NULL" },
    critical: { operator: "above", threshold: 90, thresholdDuration: 300, thresholdOccurrences: "all" },
    aggregationWindow: 60,
    aggregationMethod: "event_flow",
    aggregationDelay: "120",
    fillOption: "last_value",
    expirationDuration: 300,
    openViolationOnExpiration: false,
    closeViolationsOnExpiration: true,
    violationTimeLimitSeconds: 2_592_000,
  });
});

test("two braces in a text of the catalog begin no variable", () => {
  expect(literal("{{ x }} and {y}")).toBe("\\{{ x }} and {y}");
});

test("of the address of a webhook what follows the host is the secret, and what is none is not told", () => {
  expect(split("https://hooks.slack.com/services/T/B/x")).toEqual({ prefix: "https://hooks.slack.com/", secureSuffix: "services/T/B/x" });
  expect(() => split("sesame")).toThrow(expect.not.objectContaining({ message: expect.stringContaining("sesame") }));
});

test("alerts that tell the same people at the same hours share a policy", () => {
  const during: Calendar = {
    id: "office",
    timeZone: "Europe/Berlin",
    windows: [{ days: ["mon"], from: "09:00", to: "17:00" }],
    holidays: [],
  };
  const post = { kind: "post", channel: { id: "ops", formerly: [], email: "ops@example.com" } } as const;
  const alerts: NewRelicAlert[] = [
    full,
    { ...full, name: "b" },
    { ...full, name: "c", route: post },
    { ...full, name: "d", route: { ...post, during } },
  ];
  expect(policyGroups(alerts).map(({ name, alerts: own }) => [name, own.length])).toEqual([
    ["page--shop--shop-alerts", 2],
    ["post--ops", 1],
    ["post--ops--office", 1],
  ]);
});

describe("dashboards", () => {
  const resolved = resolvedCatalog("test/products/catalog", "prod");
  const specs = dashboardsOf(resolved, alertsOf(resolved)).filter(({ source }) => source.kind === "newrelic");
  const model = (spec: DashboardSpec) => JSON.parse(dashboardJson(spec, 42));
  const found = (name: string) => {
    const spec = specs.find((one) => one.name === name);
    if (!spec) throw new Error(`no dashboard ${name}`);
    return spec;
  };
  const widgetOf = (name: string, title: string) =>
    model(found(name)).pages[0].widgets.find((one: { title: string }) => one.title === title);

  test("the key metrics have every panel, and no widget lies on another", () => {
    const { widgets } = model(found("not-a-label--key-metrics")).pages[0];
    const cells = widgets.flatMap(({ layout }: { layout: Record<"column" | "row" | "width" | "height", number> }) =>
      Array.from(
        { length: layout.width * layout.height },
        (_, i) => `${layout.column + (i % layout.width)}/${layout.row + Math.floor(i / layout.width)}`,
      ),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(widgets.filter((one: { visualization: { id: string } }) => one.visualization.id === "viz.line")).toHaveLength(18);
  });
  test("a line of warning is that of the alert, in the unit of the widget", () => {
    expect(widgetOf("not-a-label--key-metrics", "Error rate").rawConfiguration).toMatchObject({
      nrqlQueries: [{ accountIds: [42], query: expect.stringMatching(/^SELECT percentage\(.* TIMESERIES$/) }],
      units: { unit: "PERCENTAGE" },
      thresholds: { thresholds: [{ from: 5, severity: "critical" }] },
    });
    expect(widgetOf("not-a-label--key-metrics", "Response time (p95)").rawConfiguration.thresholds.thresholds).toMatchObject([{ from: 2 }]);
  });
  test("what is told apart by a label shows all of its values", () => {
    expect(widgetOf("not-a-label--key-metrics", "Uses of features per day").rawConfiguration.nrqlQueries[0].query).toMatch(
      /FACET feature LIMIT MAX TIMESERIES$/,
    );
  });
  test("runbooks are linked above the first row", () => {
    expect(model(found("not-a-label--api--overview")).pages[0].widgets[0].rawConfiguration.text).toContain("[Runbook: not-a-label-api](");
  });
});

describe("refuses", () => {
  test.each<[string, Partial<NewRelicAlert>, RegExp]>([
    [
      "a page that another pager wakes",
      { route: { kind: "page", onCall: { ...small.onCall, pager: "opsgenie" }, channel: small.team.channel } },
      /supports only PagerDuty/,
    ],
    ["what NRQL cannot say", { when: { kind: "occurs", signal: { ...small.countOf("c", pool), from } } }, /write a count/],
    ["a long title", { title: "x".repeat(130) }, /137 characters with the environment, more than 128/],
  ])("%s", (_, change, reason) => {
    expect(sentences(refusals({ alerts: [{ ...full, ...change }], dashboards: [] }))).toEqual([expect.stringMatching(reason)]);
  });
  test("nothing of the products' catalog, in either environment", () => {
    for (const environment of ["prod", "staging"]) {
      const resolved = resolvedCatalog("test/products/catalog", environment);
      const alerts = alertsOf(resolved);
      expect(sentences(refusals({ alerts, dashboards: dashboardsOf(resolved, alerts) }))).toEqual([]);
    }
  });
});

test("asks for an account, and an address for each Slack channel that is told; for nothing where it has nothing to do", () => {
  const resolved = resolvedCatalog("test/products/catalog", "staging");
  const all = { resolved, alerts: alertsOf(resolved), dashboards: [], protect: false };
  expect(newRelic.settings(all).map(({ key, secret }) => `${key} ${secret}`)).toEqual([
    "newrelic:accountId false",
    "newrelic:apiKey true",
    "newrelic:region false",
    "slostack:slackWebhook-staging-alerts true",
  ]);
  const faults = (key: string, value: string) =>
    newRelic
      .settings(all)
      .find((one) => one.key === key)
      ?.faults?.(value);
  expect([faults("newrelic:accountId", "abc"), faults("newrelic:region", "DE")]).toEqual([
    ['is "abc", and an account has a number'],
    ['is "DE", and the regions are US and EU'],
  ]);
  expect([faults("newrelic:accountId", "123"), faults("newrelic:region", "EU")]).toEqual([[], []]);
  expect(newRelic.settings({ ...all, alerts: [] })).toEqual([]);
});

test("labels and links of an alert are in its description, which is a template", () => {
  const carrying = { ...full, labels: { product: "shop", cost_center: "CC-1" }, links: { Costs: "https://costs.example.com" } };
  expect(conditionArgs(carrying, "7").description).toBe(
    "The cart is broken.\nPriority P1 (critical), owner shop-team.\nLabels: cost_center CC-1, product shop.\nCosts: https://costs.example.com",
  );
});
