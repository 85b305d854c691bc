import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sandbox } from "../../sandbox/engine.ts";
import { atVendor, kindAndName, nameOf, patience, resourcesOf, type StateResource, succeeded, temporary } from "../engine/stack.ts";
import { openProgram } from "./opened.ts";

/** A log group by itself, on the real engine. */
const { dir, remove } = temporary();
afterAll(remove);

const settings = { vendors: ["aws"], config: { "aws:region": "eu-central-1" } };
let example: Sandbox;
let two: Sandbox;
let resources: StateResource[];
let made: StateResource[];

beforeAll(async () => {
  example = await openProgram(`${dir}/example`, "examples/aws-log-group.ts", settings);
  succeeded(await example.up());
  resources = resourcesOf(example);
  two = await openProgram(`${dir}/two`, "programs/aws-two.ts", settings);
  succeeded(await two.up());
  made = resourcesOf(two);
}, patience);

const called = (name: string) => made.find((one) => nameOf(one) === name);

test("the example stands up, every object below the component and named after it", () => {
  const component = resources.find(({ type }) => type === "slostack:aws:LogGroup");
  const objects = atVendor(resources).filter(({ parent }) => parent === component?.urn);
  expect(objects.map((one) => kindAndName({ type: one.type, name: nameOf(one) })).sort()).toEqual([
    "logGroup checkout",
    "logMetricFilter checkout--payments-fail--total",
    "metricAlarm checkout--payments-fail",
  ]);
});

test("its output is the name of the group, and its alarm publishes to the topic", async () => {
  expect(await example.outputs()).toEqual({ group: "/checkout/prod/app" });
  const topic = resources.find(({ type }) => type === "aws:sns/topic:Topic");
  expect(resources.find(({ type }) => type.endsWith(":MetricAlarm"))?.inputs).toMatchObject({
    alarmActions: [topic?.outputs?.arn],
    threshold: 5,
    alarmDescription: expect.stringContaining("Runbook: https://runbooks.example.com/payments"),
    tags: { owner: "payments", severity: "critical", service: "checkout", environment: "prod" },
  });
});

test.each(["example", "two"])("a second preview of %s changes nothing, also against what the vendor holds", async (which) => {
  const stack = which === "two" ? two : example;
  expect(await stack.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
});

test("page and ticket go to their topics", () => {
  expect(called("web--refused")?.inputs?.alarmActions).toEqual([called("pages")?.outputs?.arn]);
  expect(called("web--idle")?.inputs?.alarmActions).toEqual([called("tickets")?.outputs?.arn]);
});

test("silence is fewer lines than one", () => {
  expect(called("web--idle")?.inputs).toMatchObject({
    comparisonOperator: "LessThanThreshold",
    threshold: 1,
    treatMissingData: "breaching",
  });
});

test("a group that is kept is guarded by CloudWatch, another one is not", () => {
  const groupOf = (name: string) => made.find((one) => one.type === "aws:cloudwatch/logGroup:LogGroup" && nameOf(one) === name);
  expect(groupOf("web")?.inputs).toMatchObject({ deletionProtectionEnabled: true, retentionInDays: 90 });
  expect(groupOf("worker")?.inputs).toMatchObject({ deletionProtectionEnabled: false, retentionInDays: 7 });
});

test("outputs are the ARNs of the alarms", async () => {
  expect(await two.outputs()).toMatchObject({ alarms: [called("web--refused")?.outputs?.arn, called("worker--crashes")?.outputs?.arn] });
});
