import { describe, expect, test } from "vitest";
import { type PrometheusRulesArgs, prometheusRules } from "../../by-itself/prometheus-rules.ts";
import { namedAfter } from "../../by-itself/slo.ts";
import { type SloAlertsArgs as AwsArgs, SloAlerts as AwsSlo } from "../../components/aws/by-itself/index.ts";
import { SloAlerts, type SloAlertsArgs } from "../../components/datadog/by-itself/index.ts";
import { type SloAlertsArgs as GrafanaArgs, SloAlerts as GrafanaSlo } from "../../components/grafana/by-itself/index.ts";
import { type SloAlertsArgs as NewRelicArgs, SloAlerts as NewRelicSlo } from "../../components/newrelic/by-itself/index.ts";
import { read } from "../docs/markdown.ts";

const good: SloAlertsArgs = {
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
const ratio = { total: "checkout.requests", bad: { status: "500" }, minimumTraffic: "200/h" };
const all = { total: "checkout.requests", minimumTraffic: "200/h" };
const latency = { metric: "checkout.duration", below: "300ms", unit: "s", minimumTraffic: "200/h" } as const;

/** Lines of what is thrown, without the name of the component. */
function refused(args: Partial<Record<keyof SloAlertsArgs, unknown>>, name = "checkout"): string[] {
  try {
    new SloAlerts(name, { ...good, ...args } as SloAlertsArgs);
  } catch (error) {
    const [faults = "", end] = (error as Error).message.split("\n\n");
    expect(end).toBe(`Nothing of SloAlerts "${name}" was registered.`);
    return faults.split("\n").map((line) => {
      expect(line).toMatch(new RegExp(`^SloAlerts "${name}": `));
      return line.slice(`SloAlerts "${name}": `.length);
    });
  }
  throw new Error("nothing was refused");
}

describe("what a catalog refuses is refused with the name of the argument", () => {
  test.each<[string, Partial<Record<keyof SloAlertsArgs, unknown>>, string | RegExp]>([
    ["a target of 100 %", { target: "100%" }, "target: no event may fail, so there is no error budget; choose a target below 100 %"],
    ["a target without unit", { target: 0.999 }, /^target: 0.999 has no unit/],
    ["a target that is text of another form", { target: "0.999" }, /^target: has an invalid format/],
    [
      "a window that the vendor does not have",
      { window: "28d" },
      "Datadog does not support an SLO window of 28d; choose one of 7d, 30d, 90d",
    ],
    ["a runbook that is no address", { runbook: "wiki/checkout" }, /^runbook: has an invalid format/],
    ["an environment that is no id", { environment: "Prod" }, /^environment: /],
    ["a service that is no id", { service: "check/out" }, /^service: "check\/out" is not a valid name/],
    ["a label that the vendor cannot ask for", { labels: { Env: "x" } }, /^labels\.Env: /],
    ["an empty title", { title: "" }, /^title: too small/],
    ["a filter that every event passes", { sli: { ...ratio, bad: {} } }, /^sli\.bad: every event would be bad/],
    ["good events that all are", { sli: { ...all, good: {} } }, /^sli\.good: every event would be good/],
    ["a counter of good events that has no name", { sli: { ...all, good: "9 lives" } }, /^sli\.good: has an invalid format/],
    [
      "a counter of good events, which Datadog cannot subtract",
      { sli: { ...all, good: "checkout.answers" } },
      /^Datadog cannot express it: .*checkout\.answers cannot be subtracted/,
    ],
    ["bad and good events", { sli: { ...all, good: { status: "200" }, bad: { status: "500" } } }, /^sli: .*exactly one/],
    ["a label that is matched twice", { sli: { ...ratio, where: { env: "prod" } } }, /^sli\.where\.env: "env" is already matched/],
    ["a name that is no metric's", { sli: { ...ratio, total: "9 lives" } }, /^sli\.total: has an invalid format/],
    ["a rate without unit", { sli: { ...ratio, minimumTraffic: "200" } }, /^sli\.minimumTraffic: /],
    ["no minimum traffic", { sli: { ...ratio, minimumTraffic: undefined } }, /write sli\.minimumTraffic/],
    ["traffic that no outage shows in", { sli: { ...ratio, minimumTraffic: "5/h" } }, /lower policy\.leastBadEvents/],
    ["a bound in another unit", { sli: { ...latency, below: "300bytes" } }, /^sli\.below: "300bytes" does not match/],
    ["a tier that is too short", { policy: { page: [{ share: "2%", in: "1m" }] } }, /^policy\.page\.0\.in: 1m is shorter/],
    ["a guard of nothing", { policy: { leastBadEvents: 0 } }, /^policy\.leastBadEvents: too small/],
    ["a page to nobody", { page: [] }, "page: nobody is notified; name a handle such as @pagerduty-checkout"],
    ["a ticket to a word", { ticket: "payments" }, 'ticket: "payments" is no handle; write one such as @pagerduty-checkout'],
  ])("%s", (_, args, line) => {
    const lines = refused(args);
    expect(lines).toContainEqual(typeof line === "string" ? line : expect.stringMatching(line));
  });

  test("a name that is no id", () => {
    expect(refused({}, "Check Out")).toEqual([expect.stringMatching(/^name: /)]);
  });

  test("an owner that is no id, however many places of a catalog name it", () => {
    const lines = refused({ owner: "Pay Ments" });
    expect(lines.every((line) => line.startsWith("owner: "))).toBe(true);
    expect(lines.length).toBeLessThan(3);
  });

  test("docs/components.md shows what is really said", () => {
    const [, quoted = ""] = /^```text\n(SloAlerts [\s\S]*?)\n\nNothing/m.exec(read("docs/components.md")) ?? [];
    const lines = refused({ page: "payments", target: "100%", sli: { ...ratio, bad: {} } });
    expect(quoted.split("\n")).toEqual(lines.map((line) => `SloAlerts "checkout": ${line}`));
  });

  test("everything at once", () => {
    const lines = refused({ target: "100%", runbook: "wiki", page: "payments", sli: { ...ratio, bad: {} } });
    expect(lines.map((line) => line.split(":")[0]).sort()).toEqual(["page", "runbook", "sli.bad", "target"]);
  });
});

describe("what only one vendor refuses", () => {
  const { page: _, ticket: __, sli: ___, ...common } = good;
  const grafana: GrafanaArgs = {
    ...common,
    sli: { total: "http_requests_total", bad: { code: "500" }, minimumTraffic: "200/h" },
    datasource: "prometheus",
    folder: "payments",
    page: "on-call",
    ticket: "channel",
  };
  const aws: AwsArgs = {
    ...common,
    sli: { bad: { level: "error" }, minimumTraffic: "200/h" },
    logGroup: "/shop/checkout",
    format: "json",
    page: "arn:aws:sns:eu-central-1:123456789012:page",
    ticket: "arn:aws:sns:eu-central-1:123456789012:ticket",
  };
  const newRelic: NewRelicArgs = {
    ...common,
    sli: { total: "Transaction", bad: { error: "true" }, minimumTraffic: "200/h" },
    page: "1",
    ticket: "2",
  };
  const rules: PrometheusRulesArgs = { ...common, name: "checkout", environment: "prod", sli: grafana.sli };
  const histogram = { metric: "http_request_duration_seconds", below: "300ms", unit: "s", minimumTraffic: "200/h" } as const;

  test.each<[string, () => unknown, RegExp]>([
    [
      "a bound between two buckets",
      () => new GrafanaSlo("checkout", { ...grafana, sli: { ...histogram, buckets: ["100ms", "1s"] } }),
      /^SloAlerts "checkout": sli\.below: /,
    ],
    [
      "scrapes so slow that one that is missed looks like an outage",
      () => new GrafanaSlo("checkout", { ...grafana, scrape: "4m" }),
      /: scrape: /,
    ],
    [
      "evaluation out of step with Grafana's scheduler",
      () => new GrafanaSlo("checkout", { ...grafana, evaluate: "15s" }),
      /: evaluate: Grafana cannot express it: 15s is not a multiple of 10s/,
    ],
    [
      "a value with a wildcard, which no filter pattern takes literally",
      () => new AwsSlo("checkout", { ...aws, sli: { ...aws.sli, bad: { level: "err*r" } } }),
      /: sli: CloudWatch cannot express it: /,
    ],
    ["a name that is no log group's", () => new AwsSlo("checkout", { ...aws, logGroup: "a group" }), /: logGroup: /],
    [
      "a window beyond the six hours of a condition",
      () => new NewRelicSlo("checkout", { ...newRelic, policy: { ticket: [{ share: "10%", in: "1d" }] } }),
      /: policy\.ticket\.0\.in: New Relic looks back at most 6h/,
    ],
    [
      "a tier that is slower than the budget",
      () => new NewRelicSlo("checkout", { ...newRelic, policy: { page: [{ share: "2%", in: "1d" }] } }),
      /: policy\.page\.0: 2% in 1d is slower/,
    ],
    [
      "a policy without a page",
      () => new NewRelicSlo("checkout", { ...newRelic, policy: { page: [] } }),
      /: policy\.page: nothing would page/,
    ],
    [
      "no budget at New Relic, whatever else is wrong",
      () => new NewRelicSlo("checkout", { ...newRelic, target: "100%", runbook: "wiki" }),
      /: target: no event may fail[\s\S]*: runbook: /,
    ],
    [
      "a target of 100 % in rules",
      () => prometheusRules({ ...rules, target: "100%" }),
      /^prometheusRules "checkout": target: no event may fail/,
    ],
    [
      "a label that no rule can have",
      () => prometheusRules({ ...rules, page: { "no-label": "x" } }),
      /^prometheusRules "checkout": page\.no-label: /,
    ],
  ])("%s", (_, make, message) => {
    expect(make).toThrow(message);
  });
});

test.each([
  ["checkout--shop--slo", "checkout"],
  ["checkout--shop--slo--page", "checkout--page"],
  ["checkout--shop--slo--burn--1h", "checkout--burn--1h"],
  ["checkout--shop--total--absent", "checkout--total--absent"],
  ["checkout--shop--alerts", "checkout--alerts"],
  ["source--metrics", "checkout--source--metrics"],
])("%s is called %s at the engine", (logical, name) => {
  expect(namedAfter("checkout", "shop")(logical)).toBe(name);
});
