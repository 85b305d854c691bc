import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fake as axiom } from "../../components/axiom/fake/index.ts";
import { connect, type ProviderClient } from "./client.ts";

const token = { dataset: "axiom:index/dataset:Dataset", dashboard: "axiom:index/dashboard:Dashboard" };
const dataset = { name: "production", useRetentionPeriod: true, retentionDays: 30, description: "Lines" };
const chart = { id: "errors", name: "Errors", type: "Table", query: { apl: "['production']\n| where ['n'] > 1" } };
const cell = { i: "errors", x: 0, y: 0, w: 12, h: 6 };
const document = {
  charts: [chart],
  layout: [cell],
  name: "Shop",
  owner: "X-AXIOM-EVERYONE",
  refreshTime: 300,
  schemaVersion: 2,
  timeWindowEnd: "qr-now",
  timeWindowStart: "qr-now-1h",
};
const of = (more: object) => ({ dashboard: JSON.stringify({ ...document, ...more }) });

let client: ProviderClient;
beforeAll(async () => {
  client = await connect(axiom);
});
afterAll(() => client.close());

const made = async (type: string, inputs: object) => client.create(type, (await client.check(type, inputs)).inputs);

describe("what the plugin refuses at preview", () => {
  test.each<[string, string, object, string]>([
    ["a kind that is none", token.dataset, { ...dataset, kind: "logs" }, "kind"],
    ["a map field that begins with a dot", token.dataset, { ...dataset, mapFields: ["ok", ".a"] }, "mapFields[1]"],
    ["a map field twice", token.dataset, { ...dataset, mapFields: ["a", "a"] }, "mapFields"],
    ["no document", token.dashboard, {}, "dashboard"],
  ])("%s", async (_, type, inputs, property) => {
    expect((await client.check(type, inputs)).failures.map((failure) => failure.property)).toEqual([property]);
  });
});

describe("what only comes to light when it is made", () => {
  test.each<[string, string, object, RegExp]>([
    ["a retention of no days", token.dataset, { name: "none", useRetentionPeriod: true }, /Retention days must be greater than 0/],
    ["a name with a blank", token.dataset, { ...dataset, name: "log lines" }, /name: is no name of a dataset/],
    ["a document that is no JSON", token.dashboard, { dashboard: "{" }, /must be valid JSON/],
    ["a document that is no object", token.dashboard, { dashboard: "[]" }, /must be valid JSON/],
    ["two addresses", token.dashboard, { ...of({ uid: "a" }), uid: "b" }, /`uid` must match `dashboard.uid`/],
    ["no name", token.dashboard, of({ name: undefined }), /dashboard.name: Missing required argument/],
    ["a key of another vendor", token.dashboard, of({ panels: [] }), /dashboard.panels: Unrecognized key: "panels"/],
    ["a dashboard of one person", token.dashboard, of({ owner: "user-1" }), /cannot create private dashboards/],
    ["a refresh every minute and a half", token.dashboard, of({ refreshTime: 90 }), /"90" is none of 15, 60, 300/],
    ["another schema", token.dashboard, of({ schemaVersion: 39 }), /"39" is none of 2/],
    ["a time without its prefix", token.dashboard, of({ timeWindowStart: "now-1h" }), /timeWindowStart: is no time/],
    ["a chart without an id", token.dashboard, of({ charts: [{ ...chart, id: undefined }], layout: [] }), /charts\[0\].id: Missing/],
    ["a chart with a description", token.dashboard, of({ charts: [{ ...chart, description: "x" }] }), /Unrecognized key: "description"/],
    ["a chart of no kind", token.dashboard, of({ charts: [{ ...chart, type: "List" }] }), /"List" is none of/],
    ["a chart without a query", token.dashboard, of({ charts: [{ ...chart, query: {} }] }), /a chart needs a query/],
    ["one id twice", token.dashboard, of({ charts: [chart, chart] }), /two charts have one id/],
    ["a place without a height", token.dashboard, of({ layout: [{ ...cell, h: undefined }] }), /layout\[0\].h: Missing/],
    ["a place of no chart", token.dashboard, of({ layout: [{ ...cell, i: "slow" }] }), /there is no chart slow/],
    ["a place beyond the grid", token.dashboard, of({ layout: [{ ...cell, x: 6 }] }), /twelve columns/],
  ])("%s", async (_, type, inputs, reason) => {
    await expect(made(type, inputs)).rejects.toThrow(reason);
  });

  test("a dataset and an address that are taken", async () => {
    const { id } = await made(token.dataset, dataset);
    expect(id).toBe("production");
    await expect(made(token.dataset, dataset)).rejects.toThrow(/409 Conflict/);
    await made(token.dashboard, { ...of({}), uid: "shop" });
    await expect(made(token.dashboard, { ...of({}), uid: "shop" })).rejects.toThrow(/409 Conflict/);
    expect((await made(token.dashboard, { ...of({ name: "Mine" }), uid: "shop", overwrite: true })).id).toBe("shop");
    expect(JSON.parse(String(client.account.get("dashboard", "shop")?.dashboard)).name).toBe("Mine");
  });
});

test("a dataset is of events and kept as the plan says unless it says otherwise; another name is another dataset", async () => {
  const { inputs } = await client.check(token.dataset, { name: "plain", unknown: 1 });
  expect(inputs).toEqual({ name: "plain", kind: "axiom:events:v1" });
  const { outputs } = await client.create(token.dataset, inputs);
  expect(outputs).toMatchObject({ useRetentionPeriod: false, retentionDays: 0, mapFields: [] });
  expect(await client.diff(token.dataset, outputs, inputs)).toMatchObject({ changed: false });
  expect(await client.diff(token.dataset, outputs, { ...inputs, name: "other" })).toMatchObject({ replaces: ["name"] });
  expect(await client.diff(token.dataset, outputs, { ...inputs, retentionDays: 7 })).toMatchObject({ changed: true, replaces: [] });
});

test("a document comes back as Go writes it, which is a difference to any other spelling", async () => {
  const { inputs } = await client.check(token.dashboard, of({}));
  const { id, outputs } = await client.create(token.dashboard, inputs);
  expect(outputs.uid).toBe(id);
  expect(outputs.dashboard).toContain("['n'] \\u003e 1");
  expect(await client.diff(token.dashboard, outputs, inputs)).toMatchObject({ changed: true, places: ["dashboard"] });
  const same = { ...inputs, dashboard: outputs.dashboard };
  expect(await client.diff(token.dashboard, outputs, same)).toMatchObject({ changed: false });
  expect(await client.diff(token.dashboard, outputs, { ...same, uid: "other" })).toMatchObject({ replaces: ["uid"] });
});
