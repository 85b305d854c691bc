import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sandbox } from "../../sandbox/engine.ts";
import { atVendor, kindAndName, nameOf, patience, resourcesOf, type StateResource, succeeded, temporary } from "../engine/stack.ts";
import { datadogSettings, openProgram } from "./opened.ts";

/** Programs with SLOs by themselves, on the real engine. */
const { dir, remove } = temporary();
afterAll(remove);

let example: Sandbox;
let two: Sandbox;
let made: StateResource[];

beforeAll(async () => {
  example = await openProgram(`${dir}/example`, "examples/datadog-slo-alerts.ts", datadogSettings);
  succeeded(await example.up());
  two = await openProgram(`${dir}/two`, "programs/datadog-two.ts", datadogSettings);
  succeeded(await two.up());
  made = resourcesOf(two);
}, patience);

test("the example stands up, every object below the component and named after it", async () => {
  const resources = resourcesOf(example);
  const component = resources.find(({ type }) => type === "slostack:datadog:SloAlerts");
  expect(component && nameOf(component)).toBe("checkout");
  const objects = atVendor(resources);
  expect(objects.map(({ parent }) => parent)).toEqual(objects.map(() => component?.urn));
  expect(objects.map((one) => kindAndName({ type: one.type, name: nameOf(one) })).sort()).toEqual([
    "monitor checkout--burn--1d",
    "monitor checkout--burn--1h",
    "monitor checkout--burn--6h",
    "monitor checkout--failures--1d",
    "monitor checkout--failures--1h",
    "monitor checkout--failures--3d",
    "monitor checkout--failures--6h",
    "monitor checkout--page",
    "monitor checkout--share--3d",
    "monitor checkout--share--6h",
    "monitor checkout--ticket",
    "monitor checkout--total--absent",
    "serviceLevelObjective checkout",
  ]);
});

test("its output is the id of the SLO", async () => {
  const slo = resourcesOf(example).find(({ type }) => type === "datadog:index/serviceLevelObjective:ServiceLevelObjective");
  expect(await example.outputs()).toEqual({ slo: slo?.id });
});

test.each(["example", "two"])("a second preview of %s changes nothing, also against what the vendor holds", async (which) => {
  const stack = which === "two" ? two : example;
  expect(await stack.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
});

const messageOf = (name: string): unknown => made.find((one) => nameOf(one) === name)?.inputs?.message;

test("two SLOs of one service stand in one program", () => {
  const names = atVendor(made).map((one) => kindAndName({ type: one.type, name: nameOf(one) }));
  expect(names).toEqual(expect.arrayContaining(["serviceLevelObjective checkout-errors", "serviceLevelObjective checkout-speed"]));
  expect(new Set(names).size).toBe(names.length);
});

test("page and ticket notify whom the program says, also by what another resource gives out", () => {
  expect(messageOf("checkout-errors--page")).toContain("\n@pagerduty-checkout\n{{/is_alert}}");
  expect(messageOf("checkout-errors--ticket")).toContain("\n@slack-acme-checkout @payments@example.com\n{{/is_alert}}");
  expect(messageOf("checkout-speed--page")).toContain("\n@webhook-gateway\n{{/is_alert}}");
  expect(messageOf("checkout-speed--page")).not.toContain("@pagerduty");
});

test("the policy of a component replaces the default", () => {
  const burning = made.map(nameOf).filter((name) => name.startsWith("checkout-speed--burn"));
  expect(burning.sort()).toEqual(["checkout-speed--burn--1d", "checkout-speed--burn--1h"]);
});

test("outputs are the ids of the monitors", async () => {
  const idOf = (name: string) => made.find((one) => nameOf(one) === name)?.id;
  expect(await two.outputs()).toEqual({
    pages: ["checkout-errors--page", "checkout-speed--page"].map(idOf),
    tickets: ["checkout-errors--ticket", "checkout-speed--ticket"].map(idOf),
    absences: ["checkout-errors--total--absent", "checkout-speed--duration--absent"].map(idOf),
  });
});

test("the connection is that of the component's options", () => {
  const connections = new Map(atVendor(made).map((one) => [nameOf(one), one.provider?.split("::").at(-2)]));
  const ofErrors = [...connections].filter(([name]) => name.startsWith("checkout-errors"));
  expect(ofErrors.length).toBeGreaterThan(5);
  expect(new Set(ofErrors.map(([, connection]) => connection))).toEqual(new Set(["second"]));
  expect(connections.get("checkout-speed--page")).not.toBe("second");
});

test("protection is that of the component's options", () => {
  const guarded = atVendor(made).filter(({ protect }) => protect);
  expect(guarded.map(nameOf).every((name) => name.startsWith("checkout-speed"))).toBe(true);
  expect(guarded.length).toBeGreaterThan(5);
});

test(
  "a dashboard shows SLOs of the same program, and is named as its component",
  async () => {
    const shown = await openProgram(`${dir}/dashboard`, "examples/datadog-service-dashboard.ts", datadogSettings);
    succeeded(await shown.up());
    const resources = resourcesOf(shown);
    const dashboard = resources.find(({ type }) => type === "datadog:index/dashboardJson:DashboardJson");
    expect(dashboard && nameOf(dashboard)).toBe("checkout");
    expect(resources.find(({ urn }) => urn === dashboard?.parent)?.type).toBe("slostack:datadog:ServiceDashboard");
    const slos = resources.filter(({ type }) => type === "datadog:index/serviceLevelObjective:ServiceLevelObjective");
    for (const { id } of slos) expect(String(dashboard?.inputs?.dashboard)).toContain(`"slo_id":"${id}"`);
    expect(slos).toHaveLength(2);
    expect(await shown.outputs()).toEqual({ url: dashboard?.outputs?.url });
    expect(await shown.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
  },
  patience,
);
