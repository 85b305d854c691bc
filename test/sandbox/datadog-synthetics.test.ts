import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fake as datadog } from "../../components/datadog/fake/index.ts";
import { connect, type ProviderClient } from "./client.ts";

const token = "datadog:index/syntheticsTest:SyntheticsTest";
const status = { type: "statusCode", operator: "is", target: "200" };
const request = { method: "GET", url: "https://shop.example.com", timeout: 30 };
const options = {
  tickEvery: 60,
  minFailureDuration: 120,
  minLocationFailed: 2,
  monitorPriority: 1,
  monitorOptions: { renotifyInterval: 0 },
};
const http = {
  name: "Shop",
  type: "api",
  subtype: "http",
  status: "live",
  locations: ["aws:us-east-1", "aws:eu-central-1"],
  tags: ["Env:Prod", "a:b"],
  requestDefinition: request,
  assertions: [status],
  optionsList: options,
};
const certificate = { type: "certificate", operator: "isInMoreThan", target: "30" };
const ssl = { ...http, subtype: "ssl", requestDefinition: { host: "shop.example.com", port: "443" }, assertions: [certificate] };

let client: ProviderClient;
beforeAll(async () => {
  client = await connect(datadog);
});
afterAll(() => client.close());

describe("what the plugin refuses at preview", () => {
  test.each<[string, object, string]>([
    ["a type that is none", { ...http, type: "http" }, "type"],
    ["a subtype that is none", { ...http, subtype: "https" }, "subtype"],
    ["a status that is none", { ...http, status: "on" }, "status"],
    ["no interval", { ...http, optionsList: {} }, "optionsList.tickEvery"],
    ["ten seconds", { ...http, optionsList: { ...options, tickEvery: 10 } }, "optionsList.tickEvery"],
    ["three hours of failing", { ...http, optionsList: { ...options, minFailureDuration: 10_800 } }, "optionsList.minFailureDuration"],
    ["a sixth priority", { ...http, optionsList: { ...options, monitorPriority: 6 } }, "optionsList.monitorPriority"],
    [
      "telling again after five minutes",
      { ...http, optionsList: { ...options, monitorOptions: { renotifyInterval: 5 } } },
      "optionsList.monitorOptions.renotifyInterval",
    ],
    ["an assertion of nothing", { ...http, assertions: [{ operator: "is", target: "200" }] }, "assertions[0].type"],
  ])("%s", async (_, inputs, property) => {
    expect((await client.check(token, inputs)).failures.map((failure) => failure.property)).toEqual([property]);
  });
});

describe("what only the API refuses", () => {
  test.each<[string, object, RegExp]>([
    ["a blank name", { ...http, name: " " }, /name/],
    ["no location", { ...http, locations: [] }, /at least one location/],
    ["no URL", { ...http, requestDefinition: { ...request, url: "shop.example.com" } }, /a URL is needed/],
    ["no method", { ...http, requestDefinition: { url: request.url } }, /a method is needed/],
    ["a certificate of no host", { ...ssl, requestDefinition: { port: "443" } }, /a host and a port/],
    ["two minutes of waiting", { ...http, requestDefinition: { ...request, timeout: 120 } }, /120 is not between/],
    ["failing in three of two", { ...http, optionsList: { ...options, minLocationFailed: 3 } }, /more than there are locations/],
    ["no assertion", { ...http, assertions: [] }, /at least one assertion/],
    ["an operator of another kind", { ...http, assertions: [{ ...status, operator: "isInMoreThan" }] }, /none of is, isNot/],
    ["no target", { ...ssl, assertions: [{ ...certificate, target: "" }] }, /a target is needed/],
  ])("%s", async (_, inputs, reason) => {
    await expect(client.create(token, (await client.check(token, inputs)).inputs)).rejects.toThrow(reason);
  });
});

test("locations and tags come back in another order and case, which is no difference", async () => {
  for (const inputs of [http, ssl]) {
    const checked = (await client.check(token, inputs)).inputs;
    const { outputs } = await client.create(token, checked);
    expect(outputs.tags).toEqual(["a:b", "env:prod"]);
    expect(await client.diff(token, outputs, checked)).toMatchObject({ changed: false });
    expect(await client.diff(token, outputs, { ...checked, status: "paused" })).toMatchObject({ changed: true, replaces: [] });
  }
});
