import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fake as uptimeRobot } from "../../components/uptimerobot/fake/index.ts";
import { connect, type ProviderClient } from "./client.ts";

const token = {
  monitor: "uptimerobot:index/monitor:Monitor",
  contact: "uptimerobot:index/alertContact:AlertContact",
  integration: "uptimerobot:index/integration:Integration",
};
const told = { alertContactId: "7", threshold: 2, recurrence: 0 };
const monitor = {
  name: "Shop",
  type: "HTTP",
  url: "https://shop.example.com",
  httpMethodType: "GET",
  successHttpResponseCodes: ["200"],
  interval: 60,
  timeout: 30,
  config: { sslExpirationPeriodDays: [30] },
  assignedAlertContacts: [told],
  customFields: { priority: "P1" },
};
const { url: _, ...withoutUrl } = monitor;
const contact = { type: "email", name: "Ops", value: "ops@example.com", notificationEvents: "upAndDown" };
const slack = {
  type: "slack",
  name: "Ops",
  value: "https://hooks.slack.com/services/x",
  enableNotificationsFor: 1,
  sslExpirationReminder: false,
};
const gateway = { ...slack, type: "webhook", value: "https://sms.example.com" };

let client: ProviderClient;
beforeAll(async () => {
  client = await connect(uptimeRobot);
  client.account.put("alertContact", "7", contact);
});
afterAll(() => client.close());

describe("what the plugin refuses at preview", () => {
  test.each<[string, string, object, string]>([
    ["a type that is none", token.monitor, { ...monitor, type: "http" }, "type"],
    ["a method that is none", token.monitor, { ...monitor, httpMethodType: "get" }, "httpMethodType"],
    ["an answer that takes two minutes", token.monitor, { ...monitor, timeout: 120 }, "timeout"],
    [
      "a contact without a threshold",
      token.monitor,
      { ...monitor, assignedAlertContacts: [{ alertContactId: "7", recurrence: 0 }] },
      "assignedAlertContacts[0].threshold",
    ],
    [
      "a reminder two years before",
      token.monitor,
      { ...monitor, config: { sslExpirationPeriodDays: [730] } },
      "config.sslExpirationPeriodDays[0]",
    ],
    [
      "eleven reminders",
      token.monitor,
      { ...monitor, config: { sslExpirationPeriodDays: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] } },
      "config.sslExpirationPeriodDays",
    ],
    ["no address", token.monitor, withoutUrl, "url"],
    ["a contact of no kind", token.contact, { ...contact, type: "pigeon" }, "type"],
    ["events that are none", token.contact, { ...contact, notificationEvents: "both" }, "notificationEvents"],
    ["an integration of no kind", token.integration, { ...slack, type: "irc" }, "type"],
    ["events beyond four", token.integration, { ...slack, enableNotificationsFor: 5 }, "enableNotificationsFor"],
    ["a region that is none", token.integration, { ...slack, type: "pagerduty", location: "eu-west" }, "location"],
    ["a region without PagerDuty", token.integration, { ...slack, location: "eu" }, "location"],
    ["a text in Slack", token.integration, { ...slack, postValue: "{}" }, "postValue"],
    ["a channel of a webhook", token.integration, { ...gateway, customValue: "#ops" }, "customValue"],
  ])("%s", async (_, type, inputs, property) => {
    expect((await client.check(type, inputs)).failures.map((failure) => failure.property)).toEqual([property]);
  });
});

describe("what only the API refuses", () => {
  test.each<[string, string, object, RegExp]>([
    ["ten seconds", token.monitor, { ...monitor, interval: 10 }, /10 is not between 30 and 86400/],
    [
      "a contact that does not exist",
      token.monitor,
      { ...monitor, assignedAlertContacts: [{ ...told, alertContactId: "8" }] },
      /alert contact 8 does not exist/,
    ],
    ["half a minute", token.monitor, { ...monitor, assignedAlertContacts: [{ ...told, threshold: 0.5 }] }, /whole minutes/],
    ["a certificate of http", token.monitor, { ...monitor, url: "http://shop.example.com" }, /only for https/],
    ["a field with a space in its name", token.monitor, { ...monitor, customFields: { "a b": "x" } }, /no name of a custom field/],
    ["a long field", token.monitor, { ...monitor, customFields: { runbook: "x".repeat(256) } }, /at most 255/],
    [
      "twenty-one fields",
      token.monitor,
      { ...monitor, customFields: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`f${i}`, "x"])) },
      /at most 20/,
    ],
    ["an address that is none", token.contact, { ...contact, value: "ops" }, /valid email/],
    ["a webhook of another house", token.integration, { ...slack, value: "https://example.com" }, /valid Slack webhook/],
    ["a gateway without https", token.integration, { ...gateway, value: "sms.example.com" }, /valid URL/],
  ])("%s", async (_, type, inputs, reason) => {
    await expect(client.create(type, (await client.check(type, inputs)).inputs)).rejects.toThrow(reason);
  });

  test("a contact that a monitor still tells", async () => {
    const { id } = await client.create(token.monitor, (await client.check(token.monitor, monitor)).inputs);
    await expect(client.delete(token.contact, "7")).rejects.toThrow(/assigned to the monitor Shop/);
    await client.delete(token.monitor, id);
  });
});

test("codes and contacts come back in another order, which is no difference; keys that the provider does not know are dropped", async () => {
  client.account.put("alertContact", "3", contact);
  const inputs = (
    await client.check(token.monitor, {
      ...monitor,
      unknown: 1,
      successHttpResponseCodes: ["401", "200"],
      assignedAlertContacts: [told, { ...told, alertContactId: "3" }],
    })
  ).inputs;
  expect(inputs.unknown).toBeUndefined();
  const { outputs } = await client.create(token.monitor, inputs);
  expect(outputs.successHttpResponseCodes).toEqual(["200", "401"]);
  expect(await client.diff(token.monitor, outputs, inputs)).toMatchObject({ changed: false });
  expect(await client.diff(token.monitor, outputs, { ...inputs, interval: 300 })).toMatchObject({ changed: true, replaces: [] });
  expect(await client.diff(token.monitor, outputs, { ...inputs, type: "PING" })).toMatchObject({ replaces: ["type"] });
});
