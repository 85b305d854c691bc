import { describe, expect, test } from "vitest";
import { gatewayArgs, mailArgs, pageArgs, slackArgs } from "../../../components/uptimerobot/contacts.ts";
import { uptimeRobot } from "../../../components/uptimerobot/index.ts";
import { monitorArgs } from "../../../components/uptimerobot/monitor.ts";
import { refusals } from "../../../components/uptimerobot/refusals.ts";
import { forUptimeRobot } from "../../../components/uptimerobot/select.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { onCall, prod } from "../../dashboards/small.ts";
import { sentences } from "../sentences.ts";
import { given, probe, probed } from "./probes.ts";

const channel = { id: "ops", formerly: [], slack: "#ops", email: "ops@example.com", webhook: "sms" };
const post = { kind: "post", channel } as const;
const down = probed({ kind: "probe-fails", signal: probe });
const expiring = probed({ kind: "certificate", signal: probe, within: 30 * 86_400 }, { name: "shop--cart--certificate", route: post });

const monitorOf = (...alerts: Alert[]) => {
  const { resolved } = given(alerts);
  const [found] = forUptimeRobot({ resolved, alerts }).probes;
  if (!found) throw new Error("nobody is told of the probe");
  return monitorArgs(found, prod, []);
};

test("an endpoint is asked by GET for its status, without following a redirect", () => {
  expect(monitorOf(down)).toEqual({
    name: "Cart: broken (prod)",
    type: "HTTP",
    url: "https://shop.example.com/health",
    httpMethodType: "GET",
    followRedirections: false,
    successHttpResponseCodes: ["200"],
    interval: 60,
    timeout: 30,
    checkSslErrors: true,
    sslExpirationReminder: false,
    domainExpirationReminder: false,
    config: { sslExpirationPeriodDays: [] },
    assignedAlertContacts: [],
    customFields: { priority: "P1", owner: "shop-team", runbook: "https://runbooks.example.com/broken.md" },
    isPaused: false,
  });
});

test("a failure and a certificate of one endpoint are one monitor, which reminds 30 days before", () => {
  expect(monitorOf(down, expiring)).toMatchObject({ sslExpirationReminder: true, config: { sslExpirationPeriodDays: [30] } });
});

test("a contact that hears of certificates hears of nothing else, and the other way round", () => {
  expect(slackArgs("#ops", prod, "https://hook", "failures")).toMatchObject({ enableNotificationsFor: 1, sslExpirationReminder: false });
  expect(slackArgs("#ops", prod, "https://hook", "certificates")).toMatchObject({ enableNotificationsFor: 4, sslExpirationReminder: true });
  expect(mailArgs("a@example.com", channel, prod, "failures")).toMatchObject({
    notificationEvents: "upAndDown",
    sslExpirationReminder: false,
  });
  expect(mailArgs("a@example.com", channel, prod, "certificates")).toMatchObject({
    notificationEvents: "none",
    sslExpirationReminder: true,
  });
});

test("a page ends its incident by itself, and a gateway gets JSON", () => {
  expect(pageArgs(onCall, prod, "eu", "key", "failures")).toMatchObject({
    type: "pagerduty",
    value: "key",
    autoResolve: true,
    location: "eu",
  });
  const { postValue, ...sent } = JSON.parse(JSON.stringify(gatewayArgs("sms", prod, "https://sms", "failures")));
  expect(sent).toMatchObject({ type: "webhook", sendAsJson: true, sendAsQueryString: false });
  expect(Object.keys(JSON.parse(postValue))).toEqual(["text", "state"]);
});

describe("refuses", () => {
  test.each<[string, Alert, RegExp]>([
    [
      "an answer that may take two minutes",
      probed({ kind: "probe-fails", signal: { ...probe, timeout: 120 } }),
      /whole seconds, at most 60, not 2m/,
    ],
    ["asking every ten seconds", probed({ kind: "probe-fails", signal: { ...probe, every: 10 } }), /between 30s and 1d/],
    ["telling after a minute and a half", { ...down, for: 90 }, /whole minutes, not 90s/],
    ["a certificate that has to hold", { ...expiring, for: 300 }, /an expiry date has no pending period \(5m\)/],
    [
      "a certificate in an hour and a half",
      probed({ kind: "certificate", signal: probe, within: 5400 }),
      /whole days before expiry, at most 365, not 90m/,
    ],
    [
      "a page through another pager",
      { ...down, route: { kind: "page", onCall: { ...onCall, pager: "opsgenie" }, channel } },
      /it pages through opsgenie/,
    ],
    [
      "a runbook with a long address",
      { ...down, runbook: { id: "x", url: `https://example.com/${"x".repeat(250)}` } },
      /exceeds 255 characters/,
    ],
  ])("%s", (_, alert, reason) => {
    const signal = "signal" in alert.when && alert.when.signal.kind === "probe" ? alert.when.signal : probe;
    expect(sentences(refusals(given([alert], signal)))).toEqual([expect.stringMatching(reason)]);
  });

  test("nothing of what it can do", () => {
    expect(sentences(refusals(given([down, expiring])))).toEqual([]);
  });
});

test("asks for its key, and for the address of each channel and gateway once", () => {
  const monitoring = { ...given([{ ...down, route: post }, expiring]), dashboards: [], protect: false };
  expect(uptimeRobot.settings(monitoring).map(({ key, secret }) => `${key} ${secret}`)).toEqual([
    "uptimerobot:apiKey true",
    "slostack:slackWebhook-ops true",
    "slostack:webhook-sms true",
  ]);
  expect(uptimeRobot.settings({ ...monitoring, alerts: [] })).toEqual([]);
});

test("labels are custom fields, and none replaces one that every monitor has", () => {
  expect(monitorOf({ ...down, labels: { cost_center: "CC-1", owner: "nobody" } }).customFields).toEqual({
    cost_center: "CC-1",
    priority: "P1",
    owner: "shop-team",
    runbook: "https://runbooks.example.com/broken.md",
  });
});
