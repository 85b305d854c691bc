import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sandbox } from "../../sandbox/engine.ts";
import { atVendor, kindAndName, nameOf, patience, resourcesOf, type StateResource, succeeded, temporary } from "../engine/stack.ts";
import { openProgram } from "./opened.ts";

/** A program with an SLO by itself on the lines of a log group, on the real engine. */
const { dir, remove } = temporary();
afterAll(remove);

let example: Sandbox;
let made: StateResource[];

beforeAll(async () => {
  example = await openProgram(dir, "examples/aws-slo-alerts.ts", { vendors: ["aws"], config: { "aws:region": "eu-central-1" } });
  succeeded(await example.up());
  made = resourcesOf(example);
}, patience);

const component = () => made.find(({ type }) => type === "slostack:aws:SloAlerts");
const own = () => atVendor(made).filter(({ parent }) => parent === component()?.urn);
const named = (name: string, kind: string) => made.find((one) => nameOf(one) === name && one.type.includes(kind));

test("the example makes filters and alarms below the component, and neither a log group nor a topic", () => {
  expect(
    own()
      .map((one) => kindAndName({ type: one.type, name: nameOf(one) }))
      .sort(),
  ).toEqual([
    "compositeAlarm checkout--page",
    "compositeAlarm checkout--ticket",
    "logMetricFilter checkout--sli--bad",
    "logMetricFilter checkout--sli--total",
    "logMetricFilter checkout--total--lines",
    "metricAlarm checkout--page-1h",
    "metricAlarm checkout--page-1h-5m",
    "metricAlarm checkout--page-6h",
    "metricAlarm checkout--page-6h-30m",
    "metricAlarm checkout--ticket-1d",
    "metricAlarm checkout--ticket-1d-2h",
    "metricAlarm checkout--ticket-3d",
    "metricAlarm checkout--ticket-3d-6h",
    "metricAlarm checkout--total--absent",
  ]);
});

test("filters read the log group of the program; alarms go to its topics", () => {
  const filters = own().filter(({ type }) => type.includes("logMetricFilter"));
  expect(new Set(filters.map(({ inputs }) => inputs?.logGroupName))).toEqual(new Set(["/shop/checkout"]));
  const [page, ticket] = ["payments-page", "payments-ticket"].map((name) => named(name, "sns/topic")?.outputs?.arn);
  expect(named("checkout--page", "compositeAlarm")?.inputs?.alarmActions).toEqual([page]);
  expect(named("checkout--ticket", "compositeAlarm")?.inputs?.alarmActions).toEqual([ticket]);
  expect(named("checkout--total--absent", "metricAlarm")?.inputs?.alarmActions).toEqual([ticket]);
});

test("its output is the ARN of the alarm that pages", async () => {
  expect(await example.outputs()).toEqual({ alarm: named("checkout--page", "compositeAlarm")?.outputs?.arn });
});

test("a second preview changes nothing, also against what the vendor holds", async () => {
  expect(await example.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
});
