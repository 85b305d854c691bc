import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fake as posthog } from "../../components/posthog/fake/index.ts";
import { connect, type ProviderClient } from "./client.ts";

const token = {
  dashboard: "posthog:index/dashboard:Dashboard",
  insight: "posthog:index/insight:Insight",
  flag: "posthog:index/featureFlag:FeatureFlag",
};
const dashboard = { projectId: "1", name: "Shop" };
const query = { kind: "InsightVizNode", source: { kind: "TrendsQuery", series: [{ event: "a & b", kind: "EventsNode" }] } };
const insight = { projectId: "1", name: "Sold", queryJson: JSON.stringify(query), dashboardIds: [7] };
const flag = { projectId: "1", key: "new-pages", filters: '{"groups":[{"properties":[],"rollout_percentage":25}]}', rolloutPercentage: 25 };

let client: ProviderClient;
beforeAll(async () => {
  client = await connect(posthog);
  for (const id of ["7", "9"]) client.account.put("dashboard", id, dashboard);
  client.account.put("dashboard", "8", { ...dashboard, projectId: "2" });
});
afterAll(() => client.close());

const made = async (type: string, inputs: object) => client.create(type, (await client.check(type, inputs)).inputs);

describe("what the plugin refuses at preview", () => {
  test.each<[string, string, object, string]>([
    ["an insight without a query", token.insight, { projectId: "1", name: "Sold" }, "queryJson"],
    ["a flag without a key", token.flag, { projectId: "1" }, "key"],
  ])("%s", async (_, type, inputs, property) => {
    expect((await client.check(type, inputs)).failures.map((failure) => failure.property)).toEqual([property]);
  });
});

describe("what only the API refuses", () => {
  test.each<[string, string, object, RegExp]>([
    ["a dashboard of no project", token.dashboard, { name: "Shop" }, /404 Not Found: there is no project ""/],
    ["an insight of no project", token.insight, { ...insight, projectId: "shop", dashboardIds: [] }, /there is no project "shop"/],
    ["a flag of no project", token.flag, { ...flag, projectId: null }, /there is no project ""/],
    ["a long name of a dashboard", token.dashboard, { ...dashboard, name: "x".repeat(401) }, /no more than 400 characters/],
    ["a long name of an insight", token.insight, { ...insight, name: "x".repeat(401) }, /no more than 400 characters/],
    ["a query that is no JSON", token.insight, { ...insight, queryJson: "SELECT 1" }, /must be valid JSON/],
    ["a query of no kind", token.insight, { ...insight, queryJson: '{"kind":"Trend"}' }, /"Trend" is none of/],
    ["a query without a source", token.insight, { ...insight, queryJson: '{"kind":"InsightVizNode"}' }, /needs a source/],
    ["a dashboard that does not exist", token.insight, { ...insight, dashboardIds: [6] }, /Dashboard with id 6 does not exist/],
    ["a dashboard of another project", token.insight, { ...insight, dashboardIds: [8] }, /Dashboard with id 8 does not exist/],
    ["a key with a blank", token.flag, { ...flag, key: "new pages" }, /Only letters, numbers, hyphens/],
    ["a long key", token.flag, { ...flag, key: "x".repeat(401) }, /no more than 400 characters/],
    ["filters that are no JSON", token.flag, { ...flag, filters: "everybody" }, /Could not parse filters/],
    ["more than everybody", token.flag, { ...flag, rolloutPercentage: 101 }, /101 is not between 0 and 100/],
    [
      "less than nobody, in a second group",
      token.flag,
      { ...flag, filters: '{"groups":[{},{"rollout_percentage":-1}]}' },
      /groups\[1\].rollout_percentage: -1 is not between 0 and 100/,
    ],
  ])("%s", async (_, type, inputs, reason) => {
    await expect(made(type, inputs)).rejects.toThrow(reason);
  });

  test("a key that is taken in its project, and not in another; its own flag keeps it", async () => {
    const first = await made(token.flag, flag);
    await expect(made(token.flag, flag)).rejects.toThrow(/There is already a feature flag with this key/);
    await made(token.flag, { ...flag, projectId: "2" });
    const { inputs } = await client.check(token.flag, { ...flag, name: "New pages" });
    expect(await client.update(token.flag, first.id, first.outputs, inputs)).toMatchObject({ name: "New pages" });
  });
});

test("each object has its number among its outputs, and another project is another object", async () => {
  for (const [type, inputs, number] of [
    [token.dashboard, dashboard, "dashboardId"],
    [token.insight, insight, "insightId"],
    [token.flag, { ...flag, key: "numbered" }, "featureFlagId"],
  ] as const) {
    const { id, outputs } = await made(type, inputs);
    expect(outputs[number]).toBe(Number(id));
    const checked = (await client.check(type, inputs)).inputs;
    expect(await client.diff(type, outputs, { ...checked, projectId: "2" })).toMatchObject({ replaces: ["projectId"] });
  }
});

test("the dashboards of an insight are a set, a text of blanks is none, and a query comes back as Go writes it", async () => {
  const { inputs } = await client.check(token.insight, { ...insight, description: " ", dashboardIds: [9, 7] });
  const { outputs } = await client.create(token.insight, inputs);
  expect(outputs).toMatchObject({ dashboardIds: [7, 9] });
  expect(outputs.description).toBeUndefined();
  expect(outputs.queryJson).toContain('"event":"a \\u0026 b"');
  const { description: _, ...kept } = inputs;
  expect(await client.diff(token.insight, outputs, kept)).toMatchObject({ places: ["queryJson"] });
  expect(await client.diff(token.insight, outputs, { ...kept, queryJson: outputs.queryJson })).toMatchObject({ changed: false });
});

test("a percentage is written over that of the first group, or made one; what nobody says is left as it is", async () => {
  const over = await made(token.flag, { ...flag, key: "over", rolloutPercentage: 50 });
  expect(over.outputs.filters).toBe('{"groups":[{"properties":[],"rollout_percentage":50}]}');
  const alone = await made(token.flag, { projectId: "1", key: "alone", rolloutPercentage: 50 });
  expect(alone.outputs).toMatchObject({ filters: '{"groups":[{"rollout_percentage":50}]}', deleted: false });
  const { inputs } = await client.check(token.flag, { projectId: "1", key: "alone", rolloutPercentage: 50 });
  expect(await client.diff(token.flag, alone.outputs, inputs)).toMatchObject({ changed: false });
  const read = await made(token.flag, { ...flag, key: "read", rolloutPercentage: null });
  expect(read.outputs.rolloutPercentage).toBe(25);
});
