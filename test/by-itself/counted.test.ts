import { describe, expect, test } from "vitest";
import { namedAfter } from "../../by-itself/counted.ts";
import { LogGroup, type LogGroupArgs } from "../../components/aws/by-itself/index.ts";
import { IssueAlerts, type IssueAlertsArgs } from "../../components/sentry/by-itself/index.ts";
import { refusedBy } from "./refused.ts";

const runbook = "https://runbooks.example.com/payments";
const logs: LogGroupArgs = {
  group: "/checkout/prod/app",
  format: "json",
  retention: "30d",
  service: "checkout",
  owner: "payments",
  environment: "prod",
  alerts: { fail: { where: { level: "error" }, above: 5, over: "5m", severity: "critical", runbook } },
  page: "arn:aws:sns:eu-central-1:123456789012:pages",
};
const issues: IssueAlertsArgs = {
  organization: "acme",
  project: "checkout",
  service: "checkout",
  owner: "payments",
  environment: "prod",
  alerts: { errors: { above: 10, over: "5m", runbook } },
  post: { slack: { workspace: "acme", channel: "#checkout" } },
};
type Changes<T> = Partial<Record<keyof T, unknown>>;
const fail = (changes: object) => ({ alerts: { fail: { ...logs.alerts.fail, ...changes } } });
const errors = (changes: object) => ({ alerts: { errors: { ...issues.alerts.errors, ...changes } } });

describe("what a catalog refuses is refused with the name of the argument: a log group", () => {
  test.each<[string, Changes<LogGroupArgs>, RegExp]>([
    ["a name that is none", { group: "two words" }, /^group: /],
    ["a retention that CloudWatch does not have", { retention: "31d" }, /^retention: /],
    ["a format that is not read", { format: "xml" }, /^format: /],
    ["a window without unit", fail({ over: 5 }), /^alerts\.fail\.over: /],
    ["a number that is none", fail({ above: "5" }), /^alerts\.fail\.above: /],
    ["a label that no line has", fail({ where: { "two words": "x" } }), /^alerts\.labels\.0: .*label/],
    ["a runbook that is no address", fail({ runbook: "wiki" }), /^alerts\.fail\.runbook: "wiki" is no address/],
    ["an id that is none", { alerts: { "It Fails": logs.alerts.fail } }, /^alerts\.It Fails: /],
    ["a service that is no id", { service: "Check Out" }, /^service: /],
    ["an owner that is no id", { owner: "Pay Ments" }, /^owner: /],
    ["a critical alert without a topic", { page: undefined }, /^page: critical alerts would tell nobody/],
    ["a warning without a topic", fail({ severity: "warning" }), /^ticket: warning alerts would tell nobody/],
  ])("%s", (_, args, line) => {
    const lines = refusedBy("LogGroup", "checkout", () => new LogGroup("checkout", { ...logs, ...args } as LogGroupArgs));
    expect(lines).toContainEqual(expect.stringMatching(line));
  });
});

describe("what a catalog refuses is refused with the name of the argument: issue alerts", () => {
  test.each<[string, Changes<IssueAlertsArgs>, RegExp]>([
    ["a window that Sentry does not have", errors({ over: "7m" }), /^alerts\.errors: Sentry cannot express it: .*7m/],
    ["no organization", { organization: "" }, /^organization: /],
    ["a channel that is none", { post: { slack: { workspace: "acme", channel: "checkout" } } }, /^post\.slack\.channel: /],
    ["nobody who hears of it", { post: {} }, /^post: /],
    ["an address that is none", { post: { email: "ops" } }, /^post\.email: /],
    ["a critical alert that calls nobody", errors({ severity: "critical" }), /^page: critical alerts would call nobody/],
  ])("%s", (_, args, line) => {
    const lines = refusedBy("IssueAlerts", "checkout", () => new IssueAlerts("checkout", { ...issues, ...args } as IssueAlertsArgs));
    expect(lines).toContainEqual(expect.stringMatching(line));
  });
});

test.each([
  ["events", "checkout"],
  ["checkout--shop--fail", "checkout--fail"],
  ["page--acme--recipients", "checkout--page--acme--recipients"],
])("%s is called %s at the engine", (logical, name) => {
  expect(namedAfter("checkout", "shop", "events")(logical)).toBe(name);
});
