import { expect, test } from "vitest";
import type { SloArgs } from "../../by-itself/arguments.ts";
import type { Prepared } from "../../by-itself/component.ts";
import { sloAlertsOf as datadogSlo } from "../../components/datadog/by-itself/slo-alerts.ts";
import { monitoringOf } from "../../components/monitoring.ts";
import { type PlannedObject, printPlan } from "../../components/print.ts";
import { registry } from "../../components/registry.ts";
import { type Catalog, loadCatalog, resolve } from "../../language.ts";

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
}
const datadog: Source = {
  words: "datadog",
  entry: { kind: "datadog", client: "dogstatsd", evaluator: "datadog", "long-tiers": "metric-monitors" },
};

/** @param service metrics and signals of the service */
function catalogOf({ words, entry }: Source, service: object): Catalog {
  return {
    organization: {
      organization: "acme",
      name: "Acme",
      runbooks: "https://runbooks.example.com",
      "account-owner": "prod",
      environments: { prod: { is: { [words]: { env: "prod" } } } },
      sources: {
        metrics: { ...entry, labels: ["env"], owner: "shop", "on-call": "shop", severity: "critical", runbook: "runbook" },
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
            ...service,
            slos: { slo: { title: "Availability", signal: "sli", target: "99.9%", window: "7d", runbook: "runbook" } },
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

/** Objects by kind and name, without what depends on who made them: recipients in messages, and what they were made after. */
const compared = (objects: readonly PlannedObject[]) =>
  Object.fromEntries(
    objects.map(({ kind, name, args }) => [
      `${kind} ${name}`,
      JSON.parse(JSON.stringify(args).replaceAll(/@[\w.-]+(@[\w.-]+)?( @[\w.-]+@[\w.-]+)?/g, "@someone")),
    ]),
  );

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
])("%s has the objects that a catalog gives it, with the same arguments", (_, alone, catalog) => {
  const own = compared(byItself(alone));
  const whole = compared(catalog);
  expect(own).toEqual(Object.fromEntries(Object.keys(own).map((key) => [key, whole[key]])));
  expect(Object.keys(own).length).toBeGreaterThan(8);
  const more = Object.keys(whole).filter((key) => !(key in own));
  expect(more.map((key) => key.split(" ")[0]).filter((kind) => kind === "slo" || kind === "condition")).toEqual([]);
});
