import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fake as newRelic } from "../../components/newrelic/fake/index.ts";
import { connect, type ProviderClient } from "./client.ts";

const tokenOf = (name: string) => `newrelic:index/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
const critical = { operator: "above", threshold: 5, thresholdDuration: 60, thresholdOccurrences: "all" };
const condition = {
  policyId: "1",
  name: "Errors",
  nrql: { query: "SELECT count(*) FROM Transaction" },
  critical,
  aggregationWindow: 300,
  slideBy: 60,
  aggregationMethod: "event_flow",
  aggregationDelay: "120",
};
const mail = { name: "mail", type: "EMAIL", properties: [{ key: "email", value: "ops@example.com" }] };
const channel = { name: "mail", type: "EMAIL", product: "IINT", destinationId: "mail", properties: [{ key: "subject", value: "x" }] };
const filter = { name: "f", type: "FILTER", predicates: [{ attribute: "labels.policyIds", operator: "EXACTLY_MATCHES", values: ["1"] }] };
const workflow = {
  name: "w",
  issuesFilter: filter,
  destinations: [{ channelId: "free", notificationTriggers: ["ACTIVATED"] }],
  mutingRulesHandling: "NOTIFY_ALL_ISSUES",
};
const schedule = {
  timeZone: "Europe/Berlin",
  startTime: "2026-01-05T18:00:00",
  endTime: "2026-01-06T00:00:00",
  repeat: "WEEKLY",
  weeklyRepeatDays: ["FRIDAY", "MONDAY"],
};
const muting = {
  name: "m",
  enabled: true,
  condition: { operator: "AND", conditions: [{ attribute: "policyId", operator: "EQUALS", values: ["1"] }] },
  schedule,
};
const widget = (query: string) => ({
  layout: { column: 1, row: 1, width: 4, height: 3 },
  visualization: { id: "viz.line" },
  rawConfiguration: { nrqlQueries: [{ accountIds: [1], query }] },
});
const dashboard = (more: object = {}, ...widgets: object[]) => ({
  json: JSON.stringify({ name: "d", permissions: "PUBLIC_READ_ONLY", pages: [{ name: "d", widgets }], ...more }),
});

let client: ProviderClient;
beforeAll(async () => {
  client = await connect(newRelic);
  client.account.put("alertPolicy", "1", { name: "policy" });
  client.account.put("notificationDestination", "mail", mail);
  client.account.put("notificationDestination", "hook", { name: "hook", type: "WEBHOOK", properties: [] });
  client.account.put("notificationChannel", "free", { ...channel, name: "free" });
  client.account.put("notificationChannel", "taken", { ...channel, name: "taken" });
  client.account.put("workflow", "other", { ...workflow, destinations: [{ channelId: "taken" }] });
});
afterAll(() => client.close());

describe("what the plugin refuses at preview", () => {
  test.each<[string, string, object, string]>([
    [
      "an operator of another API",
      "NrqlAlertCondition",
      { ...condition, critical: { ...critical, operator: "greater" } },
      "critical.operator",
    ],
    ["a gap that is filled with nothing known", "NrqlAlertCondition", { ...condition, fillOption: "lastValue" }, "fillOption"],
    ["a signal that is lost at once", "NrqlAlertCondition", { ...condition, expirationDuration: 10 }, "expirationDuration"],
    ["an incident of a year", "NrqlAlertCondition", { ...condition, violationTimeLimitSeconds: 31_536_000 }, "violationTimeLimitSeconds"],
    ["a preference that is none", "AlertPolicy", { name: "p", incidentPreference: "PER_FACET" }, "incidentPreference"],
    ["a destination of an unknown kind", "NotificationDestination", { ...mail, type: "SMS" }, "type"],
    ["a message of another product", "NotificationChannel", { ...channel, product: "APM" }, "product"],
    [
      "a trigger that is none",
      "Workflow",
      { ...workflow, destinations: [{ channelId: "free", notificationTriggers: ["OPENED"] }] },
      "destinations[0].notificationTriggers[0]",
    ],
    [
      "an operator of plain texts on a list",
      "Workflow",
      { ...workflow, issuesFilter: { ...filter, predicates: [{ ...filter.predicates[0], operator: "EQUAL" }] } },
      "issuesFilter.predicates[0].operator",
    ],
    [
      "muting by an unknown attribute",
      "AlertMutingRule",
      { ...muting, condition: { operator: "AND", conditions: [{ attribute: "title", operator: "EQUALS", values: ["x"] }] } },
      "condition.conditions[0].attribute",
    ],
    [
      "a time with a zone",
      "AlertMutingRule",
      { ...muting, schedule: { ...schedule, startTime: "2026-01-05T18:00:00Z" } },
      "schedule.startTime",
    ],
    [
      "a day in another tongue",
      "AlertMutingRule",
      { ...muting, schedule: { ...schedule, weeklyRepeatDays: ["MON"] } },
      "schedule.weeklyRepeatDays[0]",
    ],
    ["a dashboard that is no JSON", "OneDashboardJson", { json: "{" }, "json"],
  ])("%s", async (_, name, inputs, property) => {
    expect((await client.check(tokenOf(name), inputs)).failures.map((failure) => failure.property)).toEqual([property]);
  });
});

describe("what only the API refuses", () => {
  const asked = (query: string) => ({ ...condition, nrql: { query } });
  test.each<[string, string, object, RegExp]>([
    ["a query that is none", "NrqlAlertCondition", asked("SELECT count(* FROM T"), /NRQL Syntax Error/],
    [
      "a query with a time of its own",
      "NrqlAlertCondition",
      asked("SELECT count(*) FROM T SINCE 5 minutes AGO"),
      /must not contain \[SINCE\]/,
    ],
    ["a policy that is gone", "NrqlAlertCondition", { ...condition, policyId: "9" }, /alertPolicy 9 does not exist/],
    [
      "a duration between two answers",
      "NrqlAlertCondition",
      { ...condition, critical: { ...critical, thresholdDuration: 90 } },
      /multiple of 60/,
    ],
    ["no term at all", "NrqlAlertCondition", { ...condition, critical: undefined }, /needs a term/],
    [
      "a duration of 7 s",
      "NrqlAlertCondition",
      { ...condition, critical: { ...critical, thresholdDuration: 7 } },
      /thresholdDuration: 7 is not between 60 and 86400/,
    ],
    [
      "a window of 1 s",
      "NrqlAlertCondition",
      { ...condition, aggregationWindow: 1, slideBy: undefined },
      /aggregationWindow: 1 is not between/,
    ],
    [
      "a delay beside a timer",
      "NrqlAlertCondition",
      { ...condition, aggregationMethod: "event_timer", aggregationTimer: "60" },
      /aggregationDelay is for event_flow and cadence/,
    ],
    [
      "a deviation below what was expected",
      "NrqlAlertCondition",
      {
        ...condition,
        type: "baseline",
        baselineDirection: "lower_only",
        critical: { ...critical, operator: "below", thresholdDuration: 120 },
      },
      /critical.operator: "below" is none of above/,
    ],
    [
      "a deviation in no direction",
      "NrqlAlertCondition",
      { ...condition, type: "baseline", critical: { ...critical, thresholdDuration: 120 } },
      /baselineDirection: "" is none of/,
    ],
    [
      "a deviation of less than one",
      "NrqlAlertCondition",
      {
        ...condition,
        type: "baseline",
        baselineDirection: "upper_only",
        critical: { ...critical, threshold: 0.5, thresholdDuration: 120 },
      },
      /critical.threshold: 0.5 is not between 1 and 1000/,
    ],
    ["no duration", "NrqlAlertCondition", { ...condition, critical: { threshold: 1 } }, /must be configured for block/],
    [
      "a slide that does not fit",
      "NrqlAlertCondition",
      { ...condition, slideBy: 70, critical: { ...critical, thresholdDuration: 70 } },
      /factor of the aggregation window/,
    ],
    [
      "a slide as long as the window",
      "NrqlAlertCondition",
      { ...condition, slideBy: 300, critical: { ...critical, thresholdDuration: 300 } },
      /less than the aggregation window/,
    ],
    ["a slide that is too fine", "NrqlAlertCondition", { ...condition, aggregationWindow: 21_600 }, /at least 900 seconds/],
    ["a window of a day", "NrqlAlertCondition", { ...condition, aggregationWindow: 86_400 }, /not between 30 and 21600/],
    ["a timer without its method", "NrqlAlertCondition", { ...condition, aggregationTimer: "60" }, /is for event_timer/],
    ["Slack, which is made by hand", "NotificationDestination", { ...mail, type: "SLACK" }, /cannot be created via terraform/],
    ["mail to nobody", "NotificationDestination", { ...mail, properties: [{ key: "email", value: "ops" }] }, /not a valid address/],
    ["a webhook to nowhere", "NotificationDestination", { ...mail, type: "WEBHOOK" }, /must be a valid URL/],
    ["PagerDuty without a key", "NotificationDestination", { ...mail, type: "PAGERDUTY_SERVICE_INTEGRATION" }, /credentials are required/],
    ["a message to a destination of another kind", "NotificationChannel", { ...channel, destinationId: "hook" }, /different types/],
    [
      "a message to a destination that is gone",
      "NotificationChannel",
      { ...channel, destinationId: "9" },
      /notificationDestination 9 does not exist/,
    ],
    ["a webhook that sends nothing", "NotificationChannel", { ...channel, type: "WEBHOOK", destinationId: "hook" }, /payload is required/],
    [
      "a webhook that sends no JSON",
      "NotificationChannel",
      { ...channel, type: "WEBHOOK", destinationId: "hook", properties: [{ key: "payload", value: "{ a: {{ json b }} }" }] },
      /not valid JSON/,
    ],
    ["a channel of another workflow", "Workflow", { ...workflow, destinations: [{ channelId: "taken" }] }, /in a single workflow only/],
    ["a workflow that tells nobody", "Workflow", { ...workflow, destinations: [] }, /at least one destination/],
    [
      "muting that ends before it begins",
      "AlertMutingRule",
      { ...muting, schedule: { ...schedule, endTime: "2026-01-05T08:00:00" } },
      /after the start time/,
    ],
    ["a zone that is none", "AlertMutingRule", { ...muting, schedule: { ...schedule, timeZone: "Berlin" } }, /not a valid time zone/],
    ["a dashboard without a page", "OneDashboardJson", dashboard({ pages: [] }), /at least one page/],
    [
      "a widget beyond the edge",
      "OneDashboardJson",
      dashboard({}, { ...widget("SELECT count(*) FROM T"), layout: { column: 11, width: 4 } }),
      /12 columns/,
    ],
    ["a widget that asks nonsense", "OneDashboardJson", dashboard({}, widget("SELECT FROM T")), /NRQL Syntax Error/],
  ])("%s", async (_, name, inputs, reason) => {
    const checked = await client.check(tokenOf(name), JSON.parse(JSON.stringify(inputs)));
    expect(checked.failures).toEqual([]);
    await expect(client.create(tokenOf(name), checked.inputs)).rejects.toThrow(reason);
  });

  test("what is in use is not deleted", async () => {
    await expect(client.delete(tokenOf("NotificationDestination"), "mail")).rejects.toThrow(/is used by/);
    await expect(client.delete(tokenOf("NotificationChannel"), "taken")).rejects.toThrow(/is used by the workflow w/);
  });
});

test("days come back in the order of the week, which is no difference; another policy is another condition", async () => {
  const { inputs } = await client.check(tokenOf("AlertMutingRule"), muting);
  const { outputs } = await client.create(tokenOf("AlertMutingRule"), inputs);
  expect(outputs.schedule).toMatchObject({ weeklyRepeatDays: ["MONDAY", "FRIDAY"] });
  expect(await client.diff(tokenOf("AlertMutingRule"), outputs, inputs)).toMatchObject({ changed: false });
  const made = await client.create(tokenOf("NrqlAlertCondition"), (await client.check(tokenOf("NrqlAlertCondition"), condition)).inputs);
  expect(made.id).toMatch(/^1:\d+$/);
  const moved = (await client.check(tokenOf("NrqlAlertCondition"), { ...condition, policyId: "2" })).inputs;
  expect(await client.diff(tokenOf("NrqlAlertCondition"), made.outputs, moved)).toMatchObject({ changed: true, replaces: ["policyId"] });
});
