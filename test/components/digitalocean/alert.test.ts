import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { monitorAlertArgs } from "../../../components/digitalocean/alert.ts";
import { digitalOcean } from "../../../components/digitalocean/index.ts";
import { refusals } from "../../../components/digitalocean/refusals.ts";
import type { HostAlert } from "../../../components/digitalocean/select.ts";
import type { ValueSignal } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { alert, gaugeOf, metric, onCall } from "../../dashboards/small.ts";
import { sentences } from "../sentences.ts";
import { hosts } from "./hosts.ts";

const cpu = { ...metric("gauge", "cpu", { unit: "percent" }), name: "cpu", from: hosts };
const signal = { ...gaugeOf("cpu", cpu, "max", ["host"]), where: {}, from: hosts };
const aboveAt = (on: ValueSignal, percent: number) =>
  ({ kind: "value", signal: on, compare: "above", threshold: new Fraction(percent) }) as const;
const when = aboveAt(signal, 70);
const mailed = { kind: "post", channel: { id: "ops", formerly: [], email: "ops@example.com", slack: "#hosts" } } as const;
const hot: HostAlert = { ...alert({ when, for: 600, route: mailed }), evaluator: hosts, when };
const webhookOf = () => "https://hooks.slack.com/services/x";

test("a value above a threshold on every host of the environment's tag", () => {
  expect(monitorAlertArgs(hot, webhookOf)).toEqual({
    type: "v1/insights/droplet/cpu",
    compare: "GreaterThan",
    value: 70,
    window: "10m",
    tags: ["env:production"],
    description: "Cart: broken (prod), P1: https://runbooks.example.com/broken.md",
    enabled: true,
    alerts: { emails: ["ops@example.com"], slacks: [{ channel: "#hosts", url: "https://hooks.slack.com/services/x" }] },
  });
});

describe("refuses", () => {
  test.each<[string, Partial<Alert>, RegExp]>([
    ["a page", { route: { kind: "page", onCall, channel: mailed.channel } }, /it cannot page/],
    [
      "a channel that is neither mail nor Slack",
      { route: { kind: "post", channel: { id: "sms", formerly: [], webhook: "gateway" } } },
      /sms has neither/,
    ],
    [
      "an average of all hosts",
      { when: aboveAt({ ...signal, by: [], across: "avg" }, 70) },
      /each host separately; write by: \[host\], not avg/,
    ],
    ["one host of several", { when: aboveAt({ ...signal, where: { host: { is: "a" } } }, 70) }, /remove the matchers/],
    ["missing data", { when: { kind: "absent", signal } }, /does not detect missing data/],
  ])("%s", (_, change, reason) => {
    expect(sentences(refusals({ alerts: [{ ...hot, ...change }] }))).toEqual([expect.stringMatching(reason)]);
  });

  test("nothing of the highest of all hosts, which is that of any", () => {
    expect(sentences(refusals({ alerts: [{ ...hot, when: aboveAt({ ...signal, by: [] }, 70) }] }))).toEqual([]);
  });

  test("nothing of what other vendors evaluate", () => {
    expect(sentences(refusals({ alerts: [alert({ when })] }))).toEqual([]);
  });
});

test("asks for a webhook for each Slack channel, and for nothing where it has nothing to do", () => {
  const monitoring = (alerts: readonly Alert[]) => ({
    resolved: { environment: hot.environment, organization: never(), systems: [] },
    alerts,
    dashboards: [],
    protect: false,
  });
  expect(digitalOcean.settings(monitoring([hot, { ...hot, name: "other" }])).map(({ key, secret }) => `${key} ${secret}`)).toEqual([
    "digitalocean:token true",
    "slostack:slackWebhook-ops true",
  ]);
  expect(digitalOcean.settings(monitoring([]))).toEqual([]);
});

function never() {
  const organization = {
    id: "example",
    name: "Example",
    sources: [],
    channels: [],
    calendars: [],
    people: [],
    pagerPeople: "own" as const,
    teams: [],
    schedules: [],
  };
  return { ...organization, escalations: [], onCalls: [], severities: [] };
}
