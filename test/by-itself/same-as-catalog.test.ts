import { expect, test } from "vitest";
import { renderRules } from "../../artifacts/prometheus/rules.ts";
import type { SloArgs } from "../../by-itself/arguments.ts";
import type { Prepared } from "../../by-itself/component.ts";
import { prometheusRules } from "../../by-itself/prometheus-rules.ts";
import { sloAlertsOf as awsSlo } from "../../components/aws/by-itself/slo-alerts.ts";
import { sloAlertsOf as datadogSlo } from "../../components/datadog/by-itself/slo-alerts.ts";
import { sloAlertsOf as grafanaSlo } from "../../components/grafana/by-itself/slo-alerts.ts";
import { monitoringOf } from "../../components/monitoring.ts";
import { sloAlertsOf as newRelicSlo } from "../../components/newrelic/by-itself/slo-alerts.ts";
import { type PlannedObject, printPlan } from "../../components/print.ts";
import { registry } from "../../components/registry.ts";
import { type Catalog, loadCatalog, resolve } from "../../language.ts";
import { alertsOf } from "../../monitors/alerts.ts";

/** An SLO by itself, and the same one in a catalog as people write it, with a pager and a team. */

const runbook = "https://runbooks.example.com/runbook.md";
const said: SloArgs = {
  title: "Availability",
  service: "api",
  owner: "shop",
  environment: "prod",
  labels: { env: "prod" },
  target: "99.9%",
  window: "7d",
  runbook,
};

interface Source {
  readonly words: string;
  readonly entry: object;
  /** how its data say the environment; default: by the label */
  readonly is?: object;
}
const datadog: Source = {
  words: "datadog",
  entry: { kind: "datadog", client: "dogstatsd", evaluator: "datadog", "long-tiers": "metric-monitors" },
};

const prometheus = (evaluator: "grafana" | "prometheus"): Source => ({
  words: "prometheus",
  entry: { kind: "prometheus", evaluator, datasource: "main", scrape: "30s", evaluate: "30s" },
});
const events: Source = { words: "newrelic", entry: { kind: "newrelic", evaluator: "newrelic", application: "shop" } };
const lines: Source = {
  words: "aws",
  is: { path: "environment" },
  entry: { kind: "cloudwatch-logs", evaluator: "aws", group: "/shop/api", format: "json", retention: "30d" },
};

/** @param service metrics and signals of the service */
function catalogOf({ words, entry, is = { env: "prod" } }: Source, service: object): Catalog {
  return {
    organization: {
      organization: "acme",
      name: "Acme",
      runbooks: "https://runbooks.example.com",
      "account-owner": "prod",
      environments: { prod: { is: { [words]: is } } },
      alertmanager: { addresses: ["alertmanager:9093"], mail: { from: "a@example.com", server: "mail.example.com:25" } },
      sources: {
        metrics: {
          ...entry,
          labels: words === "aws" ? [] : ["env"],
          owner: "shop",
          "on-call": "shop",
          severity: "critical",
          runbook: "runbook",
        },
      },
      severities: {
        critical: { priority: "P1", respond: "15m", route: "page" },
        warning: { priority: "P3", respond: "1d", route: "post" },
      },
      channels: { shop: { email: "shop@example.com" } },
      people: { ada: { name: "Ada", email: "ada@example.com", reach: ["phone"] } },
      teams: { shop: { name: "Shop", members: ["ada"], channel: "shop" } },
      escalations: { shop: { name: "Shop", team: "shop", levels: [{ person: "ada", wait: "15m" }] } },
      "on-call": { shop: { name: "Shop", escalation: "shop" } },
      policies: {
        standard: {
          window: "30d",
          page: [
            { share: "2%", in: "1h" },
            { share: "5%", in: "6h" },
          ],
          ticket: [
            { share: "10%", in: "1d" },
            { share: "10%", in: "3d" },
          ],
          "page-severity": "critical",
          "ticket-severity": "warning",
          "least-bad-events": 10,
        },
      },
    },
    systems: [
      {
        system: "checkout",
        name: "shop",
        owner: "shop",
        "on-call": "shop",
        source: "metrics",
        policy: "standard",
        services: {
          api: {
            name: "api",
            slos: { slo: { title: "Availability", signal: "sli", target: "99.9%", window: "7d", runbook: "runbook" } },
            ...service,
          },
        },
      },
    ],
  } as unknown as Catalog;
}

const stack = { senders: ["datadog"], setting: () => undefined, required: () => "" };

function inCatalog(vendor: string, catalog: Catalog): PlannedObject[] {
  const { catalog: checked, problems } = loadCatalog(catalog);
  if (!checked) throw new Error(JSON.stringify(problems));
  const vendors = registry.filter(({ name }) => name === vendor || name === "pagerduty");
  return printPlan(vendors, monitoringOf(resolve(checked, "prod")), { ...stack, senders: [vendor] }).objects.filter(
    (one) => one.vendor === vendor,
  );
}

function byItself({ vendor, monitoring, plan }: Prepared): readonly PlannedObject[] {
  return printPlan([{ ...vendor, plan: () => plan }], monitoring, stack).objects;
}

/** Whom it notifies, and what it was made after: here the program's, there the catalog's. */
const recipients = [/@[\w.-]+(@[\w.-]+)?( @[\w.-]+@[\w.-]+)?/g, /\$\{\w+\.(contactPoint|folder|topic|logGroup|policy)\.[\w.-]+\}/g];

/** The panel of a dashboard, which a catalog has beside the alert. */
const panel = /"__dashboardUid__":"[^"]*","__panelId__":"[^"]*",/g;

/** Objects by kind and name. */
const compared = (objects: readonly PlannedObject[]) =>
  Object.fromEntries(
    objects.map(({ kind, name, args }) => [
      `${kind} ${name}`,
      JSON.parse(recipients.reduce((text, one) => text.replaceAll(one, "somewhere"), JSON.stringify(args).replaceAll(panel, ""))),
    ]),
  );

/** Alerts that a stack has of its source as a whole, and an SLO alone has not. */
const ofSource = /source--metrics/;

test.each<[string, Prepared, PlannedObject[]]>([
  [
    "a ratio at Datadog",
    datadogSlo("checkout", {
      ...said,
      sli: { total: "shop.requests", bad: { status: { startsWith: "5" } }, where: { route: ["buy", "pay"] }, minimumTraffic: "90/h" },
      page: "@pagerduty-shop",
      ticket: "@shop@example.com",
    }),
    inCatalog(
      "datadog",
      catalogOf(datadog, {
        metrics: { total: { counter: "shop.requests", labels: ["route", "status"] } },
        signals: {
          sli: {
            events: { of: "total", where: { route: ["buy", "pay"] }, bad: { status: { "starts-with": "5" } } },
            "minimum-traffic": "90/h",
          },
        },
      }),
    ),
  ],
  [
    "good events at Datadog",
    datadogSlo("checkout", {
      ...said,
      sli: { total: "shop.requests", good: { status: ["200", "404"] }, minimumTraffic: "90/h" },
      page: "@pagerduty-shop",
      ticket: "@shop@example.com",
    }),
    inCatalog(
      "datadog",
      catalogOf(datadog, {
        metrics: { total: { counter: "shop.requests", labels: ["status"] } },
        signals: { sli: { events: { of: "total", good: { status: ["200", "404"] } }, "minimum-traffic": "90/h" } },
      }),
    ),
  ],
  [
    "a counter of good events at Grafana",
    grafanaSlo("checkout", {
      ...said,
      sli: { total: "http_requests_total", good: "http_answers_total", where: { route: "buy" }, minimumTraffic: "90/h" },
      datasource: "main",
      scrape: "30s",
      folder: "shop",
      page: "on-call",
      ticket: "channel",
    }),
    inCatalog(
      "grafana",
      catalogOf(prometheus("grafana"), {
        metrics: {
          total: { counter: "http_requests_total", labels: ["route"] },
          good: { counter: "http_answers_total", labels: ["route"] },
        },
        signals: {
          sli: {
            events: { good: "good", total: "total", where: { route: "buy" }, why: "they are counted apart" },
            "minimum-traffic": "90/h",
          },
        },
      }),
    ),
  ],
  [
    "two counters at Datadog",
    datadogSlo("checkout", {
      ...said,
      sli: { total: "shop.requests", bad: "shop.failures", minimumTraffic: "90/h" },
      page: "@pagerduty-shop",
      ticket: "@shop@example.com",
    }),
    inCatalog(
      "datadog",
      catalogOf(datadog, {
        metrics: { total: { counter: "shop.requests" }, bad: { counter: "shop.failures" } },
        signals: { sli: { events: { bad: "bad", total: "total", why: "they are counted apart" }, "minimum-traffic": "90/h" } },
      }),
    ),
  ],
  [
    "a latency at Datadog",
    datadogSlo("checkout", {
      ...said,
      sli: { metric: "shop.duration", below: "300ms", unit: "s", minimumTraffic: "90/h" },
      page: "@pagerduty-shop",
      ticket: "@shop@example.com",
    }),
    inCatalog(
      "datadog",
      catalogOf(datadog, {
        metrics: { duration: { distribution: "shop.duration", unit: "s" } },
        signals: { sli: { events: { of: "duration", good: { under: "300ms" } }, "minimum-traffic": "90/h" } },
      }),
    ),
  ],
  [
    "a ratio at Grafana",
    grafanaSlo("checkout", {
      ...said,
      sli: { total: "http_requests_total", bad: { code: { startsWith: "5" } }, minimumTraffic: "90/h" },
      datasource: "main",
      scrape: "30s",
      folder: "shop",
      page: "on-call",
      ticket: "channel",
    }),
    inCatalog(
      "grafana",
      catalogOf(prometheus("grafana"), {
        metrics: { total: { counter: "http_requests_total", labels: ["code"] } },
        signals: { sli: { events: { of: "total", bad: { code: { "starts-with": "5" } } }, "minimum-traffic": "90/h" } },
      }),
    ),
  ],
  [
    "a latency at Grafana",
    grafanaSlo("checkout", {
      ...said,
      sli: { metric: "http_request_duration_seconds", below: "300ms", unit: "s", minimumTraffic: "90/h" },
      datasource: "main",
      scrape: "30s",
      folder: "shop",
      page: "on-call",
      ticket: "channel",
    }),
    inCatalog(
      "grafana",
      catalogOf(prometheus("grafana"), {
        metrics: { duration: { histogram: "http_request_duration_seconds", unit: "s", buckets: ["300ms", "1s"] } },
        signals: { sli: { events: { of: "duration", good: { under: "300ms" } }, "minimum-traffic": "90/h" } },
      }),
    ),
  ],
  [
    "lines at CloudWatch",
    awsSlo("checkout", {
      ...said,
      sli: { bad: { level: "error" }, where: { route: "buy" }, minimumTraffic: "90/h" },
      logGroup: "/shop/api",
      format: "json",
      page: "arn:aws:sns:eu-central-1:123456789012:page",
      ticket: "arn:aws:sns:eu-central-1:123456789012:ticket",
    }),
    inCatalog(
      "aws",
      catalogOf(lines, {
        metrics: { total: { counter: "lines", labels: ["level", "route"] } },
        signals: { sli: { events: { of: "total", where: { route: "buy" }, bad: { level: "error" } }, "minimum-traffic": "90/h" } },
      }),
    ),
  ],
  [
    "tiers at New Relic",
    newRelicSlo("checkout", {
      ...said,
      application: "shop",
      sli: { total: "Transaction", bad: { error: "true" }, minimumTraffic: "90/h" },
      page: "1",
      ticket: "2",
    }),
    inCatalog(
      "newrelic",
      catalogOf(events, {
        metrics: { total: { counter: "Transaction", labels: ["error"] } },
        signals: { sli: { events: { of: "total", bad: { error: "true" } }, "minimum-traffic": "90/h" } },
        slos: {},
        alerts: Object.fromEntries(
          // 14.4, 6 and 3 times what 0.1% of a month sustains.
          [
            ["page-1h", "fast", "1.44%", "1h", "critical"] as const,
            ["page-6h", "fast", "0.6%", "6h", "critical"] as const,
            ["ticket-6h", "slowly", "0.3%", "6h", "warning"] as const,
          ].map(([id, speed, above, over, severity]) => [
            id,
            {
              title: `Availability burns its error budget ${speed} (${over})`,
              signal: "sli",
              when: { "bad-share": { above, over, least: 10 } },
              for: "0s",
              missing: "absence",
              severity,
              runbook: "runbook",
            },
          ]),
        ),
      }),
    ),
  ],
])("%s has the objects that a catalog gives it, with the same arguments", (_, alone, catalog) => {
  const own = compared(byItself(alone));
  const whole = compared(catalog);
  expect(own).toEqual(Object.fromEntries(Object.keys(own).map((key) => [key, whole[key]])));
  expect(Object.keys(own).length).toBeGreaterThan(1);
  // What is not there makes and shows nothing of the SLO: recipients, folders, dashboards.
  const evaluating = ["condition", "slo", "monitor", "ruleGroup", "metricFilter", "alarm", "compositeAlarm"];
  const more = Object.keys(whole).filter((key) => !(key in own) && evaluating.includes(key.split(" ")[0] ?? ""));
  expect(more.filter((key) => !ofSource.test(key))).toEqual([]);
});

test("the rules of a Prometheus are those of a catalog, with other names and the program's own labels", () => {
  const rules = prometheusRules({
    ...said,
    name: "checkout",
    environment: "prod",
    sli: { total: "http_requests_total", bad: { code: "500" }, minimumTraffic: "90/h" },
    scrape: "30s",
    page: { severity: "page" },
  });
  const { catalog, problems } = loadCatalog(
    catalogOf(prometheus("prometheus"), {
      metrics: { total: { counter: "http_requests_total", labels: ["code"] } },
      signals: { sli: { events: { of: "total", bad: { code: "500" } }, "minimum-traffic": "90/h" } },
    }),
  );
  if (!catalog) throw new Error(JSON.stringify(problems));
  const ofSlo = alertsOf(resolve(catalog, "prod")).filter(({ kind }) => kind !== "source");
  const expected = renderRules(ofSlo.filter(({ name }) => !ofSource.test(name)))
    .replaceAll("checkout--api--slo--", "checkout--")
    .replaceAll("checkout--api--", "checkout--")
    .replaceAll(/^ +slostack_\w+: .*\n/gm, "")
    .replaceAll("severity: critical", "severity: page");
  expect(rules).toBe(expected);
});
