import { describe, expect, test } from "vitest";
import { actionsOf } from "../../../components/sentry/action.ts";
import { alertArgs } from "../../../components/sentry/alert.ts";
import { bridged } from "../../../components/sentry/bridge.ts";
import { fake as sentry } from "../../../components/sentry/fake/index.ts";
import { metricMonitorArgs } from "../../../components/sentry/monitor.ts";
import { alertsIn } from "./catalog.ts";

/**
 * Property names of jianyuan/sentry 0.15.4 as the bridge exposes them, as far as they are used: the plugin drops every
 * other name without a word. Copied from the schema of the package.
 */
const names: Readonly<Record<string, readonly string[]>> = {
  metricMonitor: [
    "aggregate",
    "conditionGroup",
    "dataset",
    "description",
    "enabled",
    "environment",
    "eventTypes",
    "issueDetection",
    "name",
    "organization",
    "owner",
    "project",
    "query",
    "queryType",
    "timeWindowSeconds",
  ],
  owner: ["teamId", "userId"],
  issueDetection: ["comparisonDelta", "type"],
  conditionGroup: ["conditions", "logicType"],
  "conditionGroup.conditions": ["comparison", "comparisonSensitivity", "comparisonThresholdType", "conditionResult", "type"],
  alert: [
    "actionFilters",
    "enabled",
    "environment",
    "frequencyMinutes",
    "legacyTriggerConditions",
    "monitorIds",
    "name",
    "organization",
    "triggerConditions",
  ],
  triggerConditions: ["firstSeenEvent", "issueResolvedTrigger", "reappearedEvent", "regressionEvent"],
  firstSeenEvent: [],
  issueResolvedTrigger: [],
  reappearedEvent: [],
  regressionEvent: [],
  actionFilters: ["actions", "conditions", "logicType"],
  conditions: ["level", "taggedEvent"],
  level: ["level", "match"],
  taggedEvent: ["key", "match", "value"],
  actions: ["email", "pagerduty", "slack"],
  email: ["fallthroughType", "targetId", "targetType"],
  pagerduty: ["integrationId", "serviceId", "serviceName", "severity"],
  slack: ["channelId", "channelName", "integrationId", "notes", "tags"],
};

/** Names in a value that the schema lacks, with their place. */
function strangers(value: unknown, place: string, path = place): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => strangers(item, place, path));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (!names[place]?.includes(name)) return [`${path}.${name}`];
    const nested = `${place}.${name}` in names ? `${place}.${name}` : name;
    return typeof inner === "object" ? strangers(inner, nested, `${path}.${name}`) : [];
  });
}

const recipients = { slack: () => "1", pagerduty: () => "2", call: () => ({ id: "3", name: "x" }), user: () => "4" };
const all = ["test/products/catalog", "test/catalog"].flatMap((directory) => alertsIn(directory, "prod").alerts);

describe("every name that is written is one of the schema", () => {
  test.each(all.map((alert) => [alert.name, alert] as const))("%s", (_, alert) => {
    if (alert.when.kind !== "occurs") expect(strangers(metricMonitorArgs(alert, "5"), "metricMonitor")).toEqual([]);
    expect(strangers(alertArgs(alert, "6", actionsOf(alert, recipients)), "alert")).toEqual([]);
  });

  test("a misspelt name would be found", () => {
    expect(strangers({ actionFilters: [{ actions: [{ pagerDuty: {} }, { slack: { channel: "#a" } }] }] }, "alert")).toEqual([
      "alert.actionFilters.actions.pagerDuty",
      "alert.actionFilters.actions.slack.channel",
    ]);
  });
});

test("the fake provider is one of the very package that the component asks for", () => {
  expect({ name: sentry.package, version: sentry.version, address: sentry.bridged?.address }).toEqual(bridged);
});
