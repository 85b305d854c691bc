import { expect, test } from "vitest";
import type { Prepared } from "../../by-itself/component.ts";
import { logGroupOf } from "../../components/aws/by-itself/log-group.ts";
import { monitoringOf } from "../../components/monitoring.ts";
import { type PlannedObject, printPlan } from "../../components/print.ts";
import { registry } from "../../components/registry.ts";
import { issueAlertsOf } from "../../components/sentry/by-itself/issue-alerts.ts";
import { type Catalog, loadCatalog, resolve } from "../../language.ts";

/** Alerts on counted events by themselves, and the same ones in a catalog as people write it. */

const runbook = "https://runbooks.example.com/fail.md";
const settings: Readonly<Record<string, string>> = { "slostack:sentrySlackWorkspace": "acme", "slostack:sentryPagerdutyAccount": "acme" };
const stack = { senders: ["aws", "sentry"], setting: (key: string) => settings[key], required: (key: string) => settings[key] ?? "" };

/** @param is how the data of the source say the environment */
function catalogOf(source: object, is: object, service: object): Catalog {
  return {
    organization: {
      organization: "acme",
      name: "Acme",
      runbooks: "https://runbooks.example.com",
      "account-owner": "prod",
      environments: { prod: { is } },
      sources: { events: { ...source, owner: "payments", severity: "warning", runbook: "fail" } },
      severities: {
        critical: { priority: "P1", respond: "15m", route: "page" },
        warning: { priority: "P3", respond: "1d", route: "post" },
      },
      channels: { payments: { slack: "#checkout", email: "ops@example.com" } },
      people: { ada: { name: "Ada", email: "ada@example.com", reach: ["phone"] } },
      teams: { payments: { name: "payments", members: ["ada"], channel: "payments" } },
      escalations: { checkout: { name: "Checkout", team: "payments", levels: [{ person: "ada", wait: "15m" }] } },
      "on-call": { checkout: { name: "Checkout", escalation: "checkout" } },
      policies: {
        standard: {
          window: "30d",
          page: [{ share: "2%", in: "1h" }],
          ticket: [{ share: "10%", in: "1d" }],
          "page-severity": "critical",
          "ticket-severity": "warning",
          "least-bad-events": 10,
        },
      },
    },
    systems: [
      {
        system: "checkout",
        name: "payments",
        owner: "payments",
        "on-call": "checkout",
        source: "events",
        policy: "standard",
        services: { api: { name: "api", ...service } },
      },
    ],
  } as unknown as Catalog;
}

function inCatalog(vendor: string, catalog: Catalog): readonly PlannedObject[] {
  const { catalog: checked, problems } = loadCatalog(catalog);
  if (!checked) throw new Error(JSON.stringify(problems));
  const vendors = registry.filter(({ name }) => name === vendor || name === "pagerduty");
  return printPlan(vendors, monitoringOf(resolve(checked, "prod")), stack).objects.filter((one) => one.vendor === vendor);
}

/** A key that the program hands in, as a pager of the stack would. */
const pager = registry.find(({ name }) => name === "pagerduty") as (typeof registry)[number];
const keys = { "recipients--sentry": { kind: "integration", name: "recipients--sentry", output: "integrationKey" } };

function byItself({ vendor, monitoring, plan }: Prepared): readonly PlannedObject[] {
  const vendors = [
    { ...pager, plan: () => ({ groups: [], keys }) },
    { ...vendor, plan: () => plan },
  ];
  return printPlan(vendors, monitoring, stack).objects;
}

/** Objects by kind and name, without ids of those that are handed in. */
const compared = (objects: readonly PlannedObject[], ids: RegExp) =>
  Object.fromEntries(
    objects.map(({ kind, name, args }) => [`${kind} ${name}`, JSON.parse(JSON.stringify(args).replaceAll(ids, "handed in"))]),
  );

const fail = {
  where: { level: ["error", "fatal"], event: { startsWith: "pay" } },
  above: 5,
  over: "5m",
  severity: "critical",
  runbook,
} as const;
const signal = { count: { of: "counted", where: { level: ["error", "fatal"], event: { "starts-with": "pay" } } } };
const alert = { when: { count: { above: 5, over: "5m" } }, for: "0s", missing: "quiet", why: "no events are no trouble", runbook: "fail" };

test("a log group has the objects that a catalog gives it, with the same arguments", () => {
  const own = byItself(
    logGroupOf("checkout", {
      group: "/checkout/app",
      format: "json",
      retention: "30d",
      service: "api",
      owner: "payments",
      environment: "prod",
      alerts: { fail, idle: { title: "Idle", below: 1, over: "1h", runbook } },
      page: "arn:pages",
      ticket: "arn:tickets",
    }),
  );
  const source = { kind: "cloudwatch-logs", group: "/checkout/app", format: "json", retention: "30d", evaluator: "aws" };
  const whole = inCatalog(
    "aws",
    catalogOf(
      source,
      { aws: { path: "prod" } },
      {
        metrics: { counted: { counter: "lines", labels: ["level", "event"] } },
        signals: { fail: signal, idle: { count: { of: "counted" } } },
        alerts: {
          fail: { signal: "fail", ...alert, severity: "critical" },
          idle: {
            title: "Idle",
            signal: "idle",
            when: { count: { below: 1, over: "1h" } },
            for: "0s",
            missing: "fire",
            severity: "warning",
            runbook: "fail",
          },
        },
      },
    ),
  );
  const topics = /\$\{aws\.topic\.[\w-]+\.arn\}/g;
  const expected = compared(whole, topics);
  const found = compared(own, topics);
  expect(found).toEqual(Object.fromEntries(Object.keys(found).map((key) => [key, expected[key]])));
  const handedIn = Object.keys(expected).filter((key) => !(key in found));
  expect(new Set(handedIn.map((key) => key.split(" ")[0]))).toEqual(new Set(["topic", "subscription"]));
  expect(Object.keys(found)).toHaveLength(5);
});

test("alerts on errors are those that a catalog gives, with the same arguments", () => {
  const own = byItself(
    issueAlertsOf("checkout", {
      organization: "acme",
      project: "checkout",
      sentryEnvironment: "production",
      service: "api",
      owner: "payments",
      environment: "prod",
      alerts: { fail, crash: { where: { level: "fatal" }, issue: "new", runbook } },
      page: { account: "acme", service: "Checkout", key: "a-key" },
      post: { slack: { workspace: "acme", channel: "#checkout" }, email: "ops@example.com" },
    }),
  );
  const source = { kind: "sentry", organization: "acme", project: "checkout", evaluator: "sentry" };
  const whole = inCatalog(
    "sentry",
    catalogOf(
      source,
      { sentry: { environment: "production" } },
      {
        metrics: { counted: { counter: "error", labels: ["level", "event"] } },
        signals: { fail: signal, crash: { count: { of: "counted", where: { level: "fatal" } } } },
        alerts: {
          fail: { signal: "fail", ...alert, severity: "critical" },
          crash: { signal: "crash", ...alert, when: { occurs: true }, severity: "warning" },
        },
      },
    ),
  );
  const ids = /page--acme--\w+|\$\{pagerduty[^}]*\}/g;
  const named = (objects: readonly PlannedObject[]) =>
    objects.map((one) => ({ ...one, name: one.name.replace(/^page--acme--\w+$/, "page") }));
  expect(compared(named(own), ids)).toEqual(compared(named(whole), ids));
  expect(own).toHaveLength(4);
});
