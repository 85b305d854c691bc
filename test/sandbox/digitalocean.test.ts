import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fake as digitalOcean } from "../../components/digitalocean/fake/index.ts";
import { connect, type ProviderClient } from "./client.ts";

const token = "digitalocean:index/monitorAlert:MonitorAlert";
const slack = { channel: "#hosts", url: "https://hooks.slack.com/services/T0/B0/x" };
const alert = {
  type: "v1/insights/droplet/cpu",
  compare: "GreaterThan",
  value: 70,
  window: "10m",
  tags: ["env:prod", "app"],
  description: "CPU",
  alerts: { emails: ["ops@example.com"], slacks: [slack] },
};

let client: ProviderClient;
beforeAll(async () => {
  client = await connect(digitalOcean);
  client.account.put("verifiedEmail", "1", { address: "ops@example.com" });
});
afterAll(() => client.close());

describe("what the plugin refuses at preview", () => {
  test.each<[string, object, string]>([
    ["a quarter of an hour", { ...alert, window: "15m" }, "window"],
    ["a figure that no host has", { ...alert, type: "v1/insights/droplet/swap" }, "type"],
    ["a comparison that is none", { ...alert, compare: "greater_than" }, "compare"],
    ["a value below nothing", { ...alert, value: -1 }, "value"],
    ["an empty description", { ...alert, description: " " }, "description"],
    ["a channel without a webhook", { ...alert, alerts: { slacks: [{ channel: "#hosts" }] } }, "alerts.slacks[0].url"],
  ])("%s", async (_, inputs, property) => {
    expect((await client.check(token, inputs)).failures.map((failure) => failure.property)).toEqual([property]);
  });
});

describe("what only the API refuses", () => {
  test.each<[string, object, RegExp]>([
    ["nobody to tell", { ...alert, alerts: {} }, /at least one email or slack/],
    ["an address that nobody verified", { ...alert, alerts: { emails: ["new@example.com"] } }, /new@example.com is not a verified email/],
    ["a webhook of another house", { ...alert, alerts: { slacks: [{ ...slack, url: "https://example.com" }] } }, /not a valid slack URL/],
    ["tags and hosts at once", { ...alert, entities: ["1"] }, /cannot specify both/],
  ])("%s", async (_, inputs, reason) => {
    await expect(client.create(token, (await client.check(token, inputs)).inputs)).rejects.toThrow(reason);
  });
});

test("tags come back in another order, which is no difference, and another window is one", async () => {
  const { inputs } = await client.check(token, alert);
  const { outputs } = await client.create(token, inputs);
  expect(outputs.tags).toEqual(["app", "env:prod"]);
  expect(await client.diff(token, outputs, inputs)).toMatchObject({ changed: false });
  expect(await client.diff(token, outputs, { ...inputs, window: "30m" })).toMatchObject({
    changed: true,
    places: ["window"],
    replaces: [],
  });
});
