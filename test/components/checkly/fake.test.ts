import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fake } from "../../../components/checkly/fake/index.ts";
import { connect, type ProviderClient } from "../../sandbox/client.ts";

const token = { check: "checkly:index/check:Check", channel: "checkly:index/alertChannel:AlertChannel" };
const request = {
  method: "GET",
  url: "https://shop.example.com",
  assertions: [{ source: "STATUS_CODE", comparison: "EQUALS", target: "200" }],
};
const alertSettings = {
  escalationType: "RUN_BASED",
  runBasedEscalations: [{ failedRunThreshold: 3 }],
  timeBasedEscalations: [{ minutesFailingThreshold: 5 }],
  reminders: [{ amount: 0, interval: 5 }],
  sslCertificates: [{ enabled: false, alertThreshold: 3 }],
};
const check = {
  name: "Shop",
  type: "API",
  activated: true,
  frequency: 1,
  locations: ["us-east-1", "eu-central-1"],
  request,
  alertSettings,
  alertChannelSubscriptions: [{ channelId: 7, activated: true }],
};
const mail = { email: { address: "ops@example.com" } };
const slack = { slack: { channel: "#ops", url: "https://hooks.slack.com/services/x" } };
const gateway = { webhook: { name: "sms", url: "https://sms.example.com" } };
const { url: _, ...withoutUrl } = request;
const { request: __, ...withoutRequest } = check;

let client: ProviderClient;
beforeAll(async () => {
  client = await connect(fake);
  client.account.put("alertChannel", "7", mail);
});
afterAll(() => client.close());

describe("what the plugin refuses at preview", () => {
  test.each<[string, string, object, string]>([
    ["every two minutes", token.check, { ...check, frequency: 2 }, "frequency"],
    ["an answer that takes a minute", token.check, { ...check, maxResponseTime: 60_000 }, "maxResponseTime"],
    ["an answer that is slow after a minute", token.check, { ...check, degradedResponseTime: 60_000 }, "degradedResponseTime"],
    [
      "a subscription of no channel",
      token.check,
      { ...check, alertChannelSubscriptions: [{ activated: true }] },
      "alertChannelSubscriptions[0].channelId",
    ],
    [
      "a certificate in a fortnight and a day",
      token.check,
      { ...check, alertSettings: { ...alertSettings, sslCertificates: [{ enabled: true, alertThreshold: 15 }] } },
      "alertSettings.sslCertificates[0].alertThreshold",
    ],
    ["no address", token.check, { ...check, request: withoutUrl }, "request.url"],
    [
      "an assertion about nothing",
      token.check,
      { ...check, request: { ...request, assertions: [{ comparison: "EQUALS" }] } },
      "request.assertions[0].source",
    ],
    ["a certificate in 45 days", token.channel, { ...mail, sslExpiry: true, sslExpiryThreshold: 45 }, "sslExpiryThreshold"],
    ["Slack without an address", token.channel, { slack: { channel: "#ops" } }, "slack.url"],
    ["PagerDuty without a key", token.channel, { pagerduty: { serviceName: "Shop" } }, "pagerduty.serviceKey"],
  ])("%s", async (_, type, inputs, property) => {
    expect((await client.check(type, inputs)).failures.map((failure) => failure.property)).toEqual([property]);
  });
});

describe("what only the provider's calls and the API refuse", () => {
  const settings = (more: object) => ({ ...check, alertSettings: { ...alertSettings, ...more } });
  test.each<[string, string, object, RegExp]>([
    ["a type that is none", token.check, { ...check, type: "PING" }, /PING/],
    ["no minutes and no seconds", token.check, { ...check, frequency: 0 }, /must be 10, 20 or 30/],
    ["every 15 seconds", token.check, { ...check, frequency: 0, frequencyOffset: 15 }, /must be 10, 20 or 30/],
    ["a location that is none", token.check, { ...check, locations: ["mars-north-1"] }, /mars-north-1/],
    [
      "a channel that does not exist",
      token.check,
      { ...check, alertChannelSubscriptions: [{ channelId: 8, activated: true }] },
      /alert channel 8 does not exist/,
    ],
    ["an escalation that is none", token.check, settings({ escalationType: "BY_MOOD" }), /BY_MOOD/],
    ["six runs", token.check, settings({ runBasedEscalations: [{ failedRunThreshold: 6 }] }), /6 is not between 1 and 5/],
    [
      "seven minutes",
      token.check,
      settings({ escalationType: "TIME_BASED", timeBasedEscalations: [{ minutesFailingThreshold: 7 }] }),
      /"7" is none of 5, 10, 15, 30/,
    ],
    ["six reminders", token.check, settings({ reminders: [{ amount: 6, interval: 5 }] }), /"6" is none of/],
    ["an address of no kind", token.check, { ...check, request: { ...request, url: "shop" } }, /valid uri/],
    ["a method that is none", token.check, { ...check, request: { ...request, method: "ASK" } }, /ASK/],
    [
      "an assertion that compares otherwise",
      token.check,
      { ...check, request: { ...request, assertions: [{ source: "STATUS_CODE", comparison: "IS" }] } },
      /"IS" is none of/,
    ],
    ["an API check that asks nothing", token.check, withoutRequest, /needs a request/],
    ["a channel of no kind", token.channel, { sendFailure: true }, /"type" is required/],
    ["a channel of two kinds", token.channel, { ...mail, ...slack }, /more than one Channel/],
    ["an address that is none", token.channel, { email: { address: "ops" } }, /valid email/],
    ["a hook that is none", token.channel, { slack: { channel: "#ops", url: "hook" } }, /valid uri/],
    ["a gateway without a scheme", token.channel, { webhook: { name: "sms", url: "sms.example.com" } }, /valid uri/],
    ["a gateway that is asked", token.channel, { webhook: { ...gateway.webhook, method: "ASK" } }, /ASK/],
  ])("%s", async (_, type, inputs, reason) => {
    await expect(client.create(type, (await client.check(type, inputs)).inputs)).rejects.toThrow(reason);
  });
});

test("locations and tags come back in another order, which is no difference", async () => {
  const { inputs } = await client.check(token.check, { ...check, tags: ["b", "a"] });
  const { outputs } = await client.create(token.check, inputs);
  expect(outputs).toMatchObject({ locations: ["eu-central-1", "us-east-1"], tags: ["a", "b"] });
  expect(await client.diff(token.check, outputs, inputs)).toMatchObject({ changed: false });
  expect(await client.diff(token.check, outputs, { ...inputs, frequency: 5 })).toMatchObject({ changed: true, replaces: [] });
});

test("the provider reads alert settings back that were never written, which is a difference", async () => {
  const { inputs } = await client.check(token.check, {
    ...check,
    alertSettings: { escalationType: "RUN_BASED", runBasedEscalations: [{ failedRunThreshold: 3 }] },
  });
  const { id, outputs } = await client.create(token.check, inputs);
  const read = await client.read(token.check, id, outputs, inputs);
  expect(read.inputs.alertSettings).toMatchObject({ reminders: [{ amount: 0, interval: 0 }] });
  expect(await client.diff(token.check, read.outputs, inputs)).toMatchObject({ changed: true });
});
