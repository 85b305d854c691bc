import { describe, expect, test } from "vitest";
import { actionsOf, type Recipients } from "../../../components/sentry/action.ts";
import { alertArgs } from "../../../components/sentry/alert.ts";
import { metricMonitorArgs } from "../../../components/sentry/monitor.ts";
import { refusals } from "../../../components/sentry/refusals.ts";
import { sentences } from "../sentences.ts";
import { alertsIn } from "./catalog.ts";

const { alerts, alert } = alertsIn("test/products/catalog", "prod");

const recipients: Recipients = {
  slack: () => "slack",
  pagerduty: () => "pagerduty",
  call: ({ onCall }) => ({ id: `entry of ${onCall.id}`, name: onCall.name }),
  user: (email) => `user ${email}`,
};

test("Sentry can express everything that the catalog asks of it, in every environment", () => {
  expect(sentences(refusals({ alerts }))).toEqual([]);
  expect(sentences(refusals({ alerts: alertsIn("test/products/catalog", "staging").alerts }))).toEqual([]);
});

describe("critical errors (E-A01)", () => {
  const flood = alert("emailai/application/critical-errors");

  test("are counted over five minutes, the fatal ones too, and resolve", () => {
    expect(metricMonitorArgs(flood, "400")).toMatchObject({
      organization: "your-org",
      project: "emailai-prod",
      name: `${flood.title} (prod)`,
      owner: { teamId: "400" },
      dataset: "events",
      aggregate: "count()",
      query: "level:[error,fatal]",
      environment: "production",
      timeWindowSeconds: 300,
      issueDetection: { type: "static" },
      conditionGroup: {
        conditions: [
          { type: "gt", comparison: 10, conditionResult: 75 },
          { type: "lte", comparison: 10, conditionResult: 0 },
        ],
      },
    });
  });

  test("wake nobody, and tell Slack and the mailbox, both when it begins and when it ends", () => {
    const args = alertArgs(flood, "2000001", actionsOf(flood, recipients));
    expect(args).toMatchObject({ monitorIds: ["2000001"], frequencyMinutes: 0 });
    expect(args.environment).toBeUndefined();
    expect(args.triggerConditions).toEqual([
      { firstSeenEvent: {} },
      { reappearedEvent: {} },
      { regressionEvent: {} },
      { issueResolvedTrigger: {} },
    ]);
    const [filter] = args.actionFilters;
    expect(filter).toMatchObject({
      conditions: [],
      actions: [
        { slack: { integrationId: "slack", channelName: "#incidents" } },
        { email: { targetType: "user", targetId: "user ops@example.com" } },
      ],
    });
  });
});

describe("slow transactions (E-A02)", () => {
  const slow = alert("emailai/application/slow-transactions");

  test("are a percentile over ten minutes, of every method below the path, by the mark of the application", () => {
    expect(metricMonitorArgs(slow, "400")).toMatchObject({
      dataset: "events_analytics_platform",
      eventTypes: ["trace_item_span"],
      aggregate: "p95(span.duration)",
      query: "is_transaction:true area:organization",
      timeWindowSeconds: 600,
      conditionGroup: {
        conditions: [
          { type: "gt", comparison: 2000 },
          { type: "lte", comparison: 2000 },
        ],
      },
    });
  });

  test("are mailed, as it was said, and neither posted nor paged", () => {
    expect(actionsOf(slow, recipients).map((action) => Object.keys(action)[0])).toEqual(["email"]);
  });
});

describe("failing health checks (E-A03, E-A04)", () => {
  const database = alert("emailai/application/database-check");

  test("are counted over five minutes, so that each outage tells, and ends five minutes after its last failure", () => {
    expect(metricMonitorArgs(database, "400")).toMatchObject({
      query: "check:database component:health-check",
      timeWindowSeconds: 300,
      conditionGroup: {
        conditions: [
          { type: "gt", comparison: 0 },
          { type: "lte", comparison: 0 },
        ],
      },
    });
    const { triggerConditions } = alertArgs(database, "200", actionsOf(database, recipients));
    expect(triggerConditions).toContainEqual({ issueResolvedTrigger: {} });
  });

  test("as an occurrence would act on new, escalating and returning issues with these tags, in this environment", () => {
    if (database.when.kind !== "count" || database.when.signal.kind !== "count") throw new Error("the check is counted");
    const occurrence = { ...database, when: { kind: "occurs", signal: database.when.signal } } as const;
    const args = alertArgs(occurrence, "200", actionsOf(occurrence, recipients));
    expect(args).toMatchObject({
      environment: "production",
      monitorIds: ["200"],
      triggerConditions: [{ firstSeenEvent: {} }, { reappearedEvent: {} }, { regressionEvent: {} }],
    });
    expect(args.actionFilters).toHaveLength(1);
    expect(args.actionFilters[0]?.conditions).toEqual([
      { taggedEvent: { key: "check", match: "eq", value: "database" } },
      { taggedEvent: { key: "component", match: "eq", value: "health-check" } },
    ]);
  });

  test("of the database pages, of Gmail posts", () => {
    const kinds = (entry: string) => actionsOf(alert(entry), recipients).map((action) => Object.keys(action)[0]);
    expect(kinds("emailai/application/database-check")).toEqual(["pagerduty", "slack", "email"]);
    expect(kinds("emailai/application/gmail-check")).toEqual(["slack", "email"]);
  });
});

test("staging wakes nobody and looks at its own events", () => {
  const staging = alertsIn("test/products/catalog", "staging");
  const flood = staging.alert("emailai/application/critical-errors");
  expect(metricMonitorArgs(flood, "400")).toMatchObject({ environment: "staging", name: `${flood.title} (staging)` });
  for (const one of staging.alerts) expect(JSON.stringify(actionsOf(one, recipients))).not.toContain("pagerduty");
});

test("what Slack would read as a mention or a link is escaped", () => {
  const flood = alert("emailai/application/critical-errors");
  const [post] = actionsOf({ ...flood, summary: "a < b & <!channel>" }, recipients);
  expect(post).toMatchObject({
    slack: { notes: `*warning*: a &lt; b &amp; &lt;!channel&gt; <${flood.runbook.url}|Runbook>` },
  });
});
