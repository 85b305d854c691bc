import { describe, expect, test } from "vitest";
import { aws } from "../../components/aws/index.ts";
import { leavesOf } from "../../model/condition.ts";
import type { Condition } from "../../model/resolved.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { monitorQuery as datadog } from "../../queries/datadog.ts";
import { conditionQuery as nrql } from "../../queries/nrql.ts";
import { monitorQuery as sentry } from "../../queries/sentry.ts";
import { monitoringOf } from "../components/aws/catalog.ts";
import { sentences } from "../components/sentences.ts";
import { resolvedCatalog } from "../prometheus/catalog.ts";

/** Conditions that compare with the time: only Prometheus answers them exactly, and the others name a way. */
const conditions = alertsOf(resolvedCatalog("test/catalog")).flatMap(({ name, when }) =>
  name.startsWith("tides--") ? leavesOf(when).map((leaf): [string, Condition] => [name.split("--").slice(2).join(), leaf]) : [],
);
const conditionOf = (id: string): Condition => {
  const found = conditions.find(([name]) => name === id)?.[1];
  if (!found) throw new Error(`there is no ${id}`);
  return found;
};

const refused: [what: string, condition: string, way: Record<"datadog" | "nrql" | "sentry", RegExp>][] = [
  ["the age of a timestamp", "backup", { datadog: /export the age as a gauge/, nrql: /send the age as an attribute/, sentry: /below: 1/ }],
  ["the age of a counter", "import", { datadog: /count: { below: 1, over: 26h }/, nrql: /a count with below: 1/, sentry: /below: 1/ }],
  ["a forecast", "full", { datadog: /the value with below/, nrql: /the value with above or below/, sentry: /no forecast/ }],
  [
    "a change of a count",
    "fewer",
    { datadog: /below or above what is usual/, nrql: /no COMPARE WITH/, sentry: /a count with above or below/ },
  ],
  [
    "a change of a value",
    "boats",
    { datadog: /below or above what is usual/, nrql: /no COMPARE WITH/, sentry: /a count with above or below/ },
  ],
];

describe.each(refused)("%s", (_, id, way) => {
  test("is refused with a way by Datadog", () => expect(() => datadog(conditionOf(id), 0)).toThrow(way.datadog));
  test("is refused with a way by New Relic", () => expect(() => nrql(conditionOf(id), 0)).toThrow(way.nrql));
  test("is refused with a way by Sentry", () => expect(() => sentry(conditionOf(id))).toThrow(way.sentry));
});

const ofLines: [what: string, signal: object, when: object, why: string][] = [
  [
    "an age",
    { age: { of: "lifts" } },
    { "older-than": "1h" },
    "CloudWatch knows no age; write a count signal with count: { below: 1, over: 1h }",
  ],
  [
    "a change",
    { count: { of: "lifts" } },
    { change: { falls: "50%", over: "1h", against: "1d", least: 10 } },
    "an alarm on lines does not compare with an earlier time; write count: with below or above",
  ],
];

test.each(ofLines)("CloudWatch refuses %s of lines with the count that it can ask", (_, signal, when, why) => {
  const asked = monitoringOf("prod", ({ systems }) => {
    const entry = systems.find(({ system }) => system === "gates")?.services.entry;
    Object.assign(entry?.signals ?? {}, { lifting: signal });
    Object.assign(entry?.alerts ?? {}, { idle: { ...entry?.alerts.idle, when } });
  });
  expect(sentences(aws.refusals(asked))).toEqual([`gates/entry/idle: ${why}`]);
});
