import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fake as grafana } from "../../components/grafana/fake/index.ts";
import { connect, type ProviderClient } from "./client.ts";

const token = "grafana:syntheticMonitoring/check:Check";
const look = "grafana:syntheticMonitoring/getProbes:getProbes";
const http = { method: "GET", validStatusCodes: [204, 200] };
const check = {
  job: "shop",
  target: "https://shop.example.com/health",
  frequency: 60_000,
  timeout: 30_000,
  probes: [9, 3],
  labels: { environment: "prod" },
  settings: { http },
};
const labels = Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((name) => [name, "x"]));

let client: ProviderClient;
beforeAll(async () => {
  client = await connect(grafana);
});
afterAll(() => client.close());
beforeEach(() => {
  for (const { id } of client.account.all("check")) client.account.remove("check", id);
});

const create = async (inputs: object) => client.create(token, (await client.check(token, inputs)).inputs);

test.each<[string, object, string]>([
  ["no job", { ...check, job: undefined }, "job"],
  ["no place to ask from", { ...check, probes: undefined }, "probes"],
  ["half a second", { ...check, frequency: 500 }, "frequency"],
  ["two hours", { ...check, frequency: 7_200_000 }, "frequency"],
])("the plugin refuses at preview: %s", async (_, inputs, property) => {
  const { failures } = await client.check(token, JSON.parse(JSON.stringify(inputs)) as object);
  expect(failures.map((failure) => failure.property)).toEqual([property]);
});

describe("what only the API refuses", () => {
  test.each<[string, object, RegExp]>([
    ["a blank job", { ...check, job: "" }, /invalid check job/],
    ["an empty list of places", { ...check, probes: [] }, /invalid check probes/],
    ["a place that is not there", { ...check, probes: [3, 999] }, /probes\[1\]: there is no probe 999/],
    ["two kinds of checks in one", { ...check, settings: { http, ping: {} } }, /exactly one kind/],
    ["an address without a scheme", { ...check, target: "shop.example.com" }, /invalid HTTP URL/],
    ["an answer within no second", { ...check, timeout: 500 }, /timeout: 500 is not between/],
    ["an answer after 61 s", { ...check, frequency: 300_000, timeout: 61_000 }, /61000 is not between 1000 and 60000/],
    ["an answer after the next question", { ...check, frequency: 20_000 }, /30000 is not between 1000 and 20000/],
    ["a method that is none", { ...check, settings: { http: { ...http, method: "LOOK" } } }, /none of GET/],
    ["an IP version that is none", { ...check, settings: { http: { ...http, ipVersion: "V5" } } }, /none of V4, V6, Any/],
    ["a status that is none", { ...check, settings: { http: { ...http, validStatusCodes: [20] } } }, /20 is not between 100 and 599/],
    ["a sensitivity that is none", { ...check, alertSensitivity: "some" }, /none of none, low/],
    ["six labels", { ...check, labels }, /6 labels, more than 5/],
    ["a label with a hyphen", { ...check, labels: { "a-b": "x" } }, /invalid label name/],
    ["a label of 33 bytes", { ...check, labels: { owner: `${"x".repeat(31)}é` } }, /invalid label value/],
  ])("%s", async (_, inputs, reason) => {
    await expect(create(inputs)).rejects.toThrow(reason);
  });

  test("a second check of one job and target", async () => {
    await create(check);
    await expect(create(check)).rejects.toThrow(/409 Conflict/);
    await expect(create({ ...check, job: "other" })).resolves.toBeDefined();
  });
});

test("a script may take three minutes", async () => {
  await expect(create({ ...check, frequency: 300_000, timeout: 180_000, settings: { scripted: { script: "" } } })).resolves.toBeDefined();
});

test("places and status codes come back in another order, and what was not said with its default: no difference", async () => {
  const { inputs } = await client.check(token, check);
  const { outputs } = await client.create(token, inputs);
  expect(outputs).toMatchObject({
    probes: [3, 9],
    alertSensitivity: "none",
    settings: { http: { validStatusCodes: [200, 204], ipVersion: "V4", noFollowRedirects: false } },
    tenantId: 1,
  });
  expect(await client.diff(token, outputs, inputs)).toMatchObject({ changed: false });
  expect(await client.diff(token, outputs, { ...inputs, job: "renamed", timeout: 5000 })).toMatchObject({ changed: true, replaces: [] });
});

test("places are looked up by name: Grafana's own, and those of the account", async () => {
  client.account.put("probe", "70000", { name: "Cellar" });
  const { probes } = await client.invoke(look, {});
  expect(probes).toMatchObject({ Cellar: 70_000, Frankfurt: 3, Ohio: expect.any(Number), Tokyo: expect.any(Number) });
});
