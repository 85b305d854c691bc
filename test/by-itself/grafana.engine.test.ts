import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sandbox } from "../../sandbox/engine.ts";
import {
  atVendor,
  type Entry,
  kindAndName,
  nameOf,
  patience,
  resourcesOf,
  type StateResource,
  succeeded,
  temporary,
} from "../engine/stack.ts";
import { openProgram } from "./opened.ts";

/** Programs with SLOs by themselves, on the real engine. */
const { dir, remove } = temporary();
afterAll(remove);

const settings = { vendors: ["grafana"], config: { "grafana:url": "https://grafana.sandbox" }, secrets: { "grafana:auth": "a-token" } };
const dataSource = { prometheus: { uid: "prometheus", name: "prometheus", type: "prometheus" } };
const contactPoint = Object.fromEntries(["payments-on-call", "payments-channel"].map((name) => [`1:${name}`, { name, orgId: "1" }]));
const folder = { "1:payments": { uid: "payments", title: "Payments", orgId: "1" } };

let example: Sandbox;
let two: Sandbox;
let made: StateResource[];

beforeAll(async () => {
  example = await openProgram(`${dir}/example`, "examples/grafana-slo-alerts.ts", {
    ...settings,
    seed: { grafana: { dataSource, contactPoint, folder } },
  });
  succeeded(await example.up());
  two = await openProgram(`${dir}/two`, "programs/grafana-two.ts", { ...settings, seed: { grafana: { dataSource, contactPoint } } });
  succeeded(await two.up());
  made = resourcesOf(two);
}, patience);

const rulesOf = (resources: readonly StateResource[], group: string): Entry[] =>
  resources.find((one) => nameOf(one) === group)?.inputs?.rules ?? [];
const sentTo = (rules: readonly Entry[]) =>
  Object.fromEntries(rules.map(({ name, notificationSettings }) => [name, notificationSettings?.contactPoint]));

test("the example is two groups of rules below the component, in the folder of the program", async () => {
  const resources = resourcesOf(example);
  const component = resources.find(({ type }) => type === "slostack:grafana:SloAlerts");
  const objects = atVendor(resources);
  expect(objects.map((one) => kindAndName({ type: one.type, name: nameOf(one) })).sort()).toEqual([
    "ruleGroup checkout--alerts",
    "ruleGroup checkout--recordings",
  ]);
  expect(objects.map(({ parent, inputs }) => [parent, inputs?.folderUid])).toEqual(objects.map(() => [component?.urn, "payments"]));
  expect(await example.outputs()).toEqual({ rules: objects.find((one) => nameOf(one) === "checkout--alerts")?.id });
});

test("page, ticket and absence go to the contact points that the program names", async () => {
  expect(sentTo(rulesOf(resourcesOf(example), "checkout--alerts"))).toEqual({
    "payments checkout: Availability burns its error budget fast": "payments-on-call",
    "payments checkout: Availability burns its error budget": "payments-channel",
    "payments checkout: no data from http_requests_total": "payments-channel",
  });
  expect(new Set(Object.values(sentTo(rulesOf(made, "checkout-speed--alerts"))))).toEqual(new Set(["payments-on-call", "payments-mail"]));
});

test.each(["example", "two"])("a second preview of %s changes nothing, also against what the vendor holds", async (which) => {
  const stack = which === "two" ? two : example;
  expect(await stack.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
});

test("two SLOs of one service stand in one folder", async () => {
  const names = atVendor(made)
    .filter(({ type }) => type.includes("ruleGroup"))
    .map(nameOf);
  expect(names.sort()).toEqual([
    "checkout-errors--alerts",
    "checkout-errors--recordings",
    "checkout-speed--alerts",
    "checkout-speed--recordings",
  ]);
  const uids = names.flatMap((name) => rulesOf(made, name).map(({ uid }) => uid));
  expect(new Set(uids).size).toBe(uids.length);
});

test("a data source that is not there fails the preview", async () => {
  const without = await openProgram(`${dir}/without`, "examples/grafana-slo-alerts.ts", {
    ...settings,
    seed: { grafana: { contactPoint, folder } },
  });
  const preview = await without.preview();
  expect(preview.ok).toBe(false);
  expect(preview.output).toContain('no data source with uid "prometheus"');
});

test(
  "a dashboard shows SLOs of the same program: it reads what their rules record",
  async () => {
    const seed = { grafana: { dataSource, contactPoint, folder } };
    const shown = await openProgram(`${dir}/dashboard`, "examples/grafana-service-dashboard.ts", { ...settings, seed });
    succeeded(await shown.up());
    const resources = resourcesOf(shown);
    const dashboard = resources.find(({ type }) => type === "grafana:oss/dashboard:Dashboard");
    expect(dashboard && nameOf(dashboard)).toBe("checkout");
    expect(dashboard?.inputs?.folder).toBe("payments");
    expect(resources.find(({ urn }) => urn === dashboard?.parent)?.type).toBe("slostack:grafana:ServiceDashboard");
    const recorded = rulesOf(resources, "checkout-errors--recordings").map(({ record }) => String(record?.metric));
    expect(recorded.length).toBeGreaterThan(0);
    const read: string[] = String(dashboard?.inputs?.configJson).match(/sli:\w+:\w+(?=\{)/g) ?? [];
    expect(read.length).toBeGreaterThan(0);
    expect([...new Set(read)].filter((metric) => !recorded.includes(metric))).toEqual([]);
    expect(String(dashboard?.inputs?.configJson)).toContain('system=\\"checkout-errors\\"');
    expect(await shown.outputs()).toEqual({ url: dashboard?.outputs?.url });
    expect(await shown.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
  },
  patience,
);
