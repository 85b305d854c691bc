import { describe, expect, test } from "vitest";
import { gatewayArgs, mailArgs, pageArgs, slackArgs } from "../../../components/checkly/channel.ts";
import { checkArgs } from "../../../components/checkly/check.ts";
import { escalationOf } from "../../../components/checkly/escalation.ts";
import { checkly } from "../../../components/checkly/index.ts";
import { planOf } from "../../../components/checkly/plan.ts";
import { refusals } from "../../../components/checkly/refusals.ts";
import { forCheckly } from "../../../components/checkly/select.ts";
import type { ProbeSignal } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { alert, failing, metric, onCall, prod } from "../../dashboards/small.ts";
import { sentences } from "../sentences.ts";
import { given } from "../uptimerobot/probes.ts";
import { probe, probed } from "./probes.ts";

const channel = { id: "ops", formerly: ["devops"], slack: "#ops", email: "ops@example.com", webhook: "sms" };
const post = { kind: "post", channel } as const;
const page = { kind: "page", onCall, channel } as const;
const down = probed({ kind: "probe-fails", signal: probe });
const expiring = probed(
  { kind: "certificate", signal: probe, within: 14 * 86_400 },
  { name: "shop--cart--certificate", entry: "shop/cart/certificate", route: post },
);
const failsAt = (more: Partial<ProbeSignal>, held = 120): Alert =>
  probed({ kind: "probe-fails", signal: { ...probe, ...more } }, { for: held });

/** The alerts, with a catalog of the probes that they read. */
function asked(...alerts: Alert[]) {
  const signals = alerts.flatMap(({ when }) => (when.kind === "probe-fails" || when.kind === "certificate" ? [when.signal] : []));
  return given(alerts, ...new Map(signals.map((signal) => [signal.path, signal])).values());
}

function checkOf(...alerts: Alert[]) {
  const [found] = forCheckly(asked(...alerts)).probes;
  if (!found) throw new Error("no alert reads the probe");
  return checkArgs(found, prod, [7]);
}

test("an endpoint is asked by GET for its status, from three continents, without following a redirect", () => {
  expect(checkOf(down, expiring)).toEqual({
    name: "Cart: broken (prod)",
    type: "API",
    activated: true,
    muted: false,
    frequency: 1,
    locations: ["ap-northeast-1", "eu-central-1", "us-east-1"],
    doubleCheck: true,
    shouldFail: false,
    maxResponseTime: 10_000,
    degradedResponseTime: 10_000,
    request: {
      method: "GET",
      url: "https://shop.example.com/health",
      followRedirects: false,
      skipSsl: false,
      bodyType: "NONE",
      assertions: [{ source: "STATUS_CODE", comparison: "EQUALS", target: "200" }],
    },
    useGlobalAlertSettings: false,
    alertSettings: {
      escalationType: "RUN_BASED",
      runBasedEscalations: [{ failedRunThreshold: 3 }],
      timeBasedEscalations: [{ minutesFailingThreshold: 5 }],
      reminders: [{ amount: 0, interval: 5 }],
      sslCertificates: [{ enabled: false, alertThreshold: 3 }],
    },
    alertChannelSubscriptions: [{ channelId: 7, activated: true }],
    tags: ["environment:prod", "owner:shop-team", "priority:P1", "runbook:https://runbooks.example.com/broken.md"],
  });
});

test("an endpoint whose good answer is an error passes by it", () => {
  const signal = { ...probe, endpoint: { ...probe.endpoint, expect: 401 } };
  expect(checkOf(probed({ kind: "probe-fails", signal }))).toMatchObject({
    shouldFail: true,
    request: { assertions: [{ source: "STATUS_CODE", comparison: "EQUALS", target: "401" }] },
  });
});

test.each([
  [10, { frequency: 0, frequencyOffset: 10 }],
  [30, { frequency: 0, frequencyOffset: 30 }],
  [60, { frequency: 1 }],
  [43_200, { frequency: 720 }],
])("an endpoint that is asked every %i s", (every, wanted) => {
  expect(checkOf(failsAt({ every }, 0))).toMatchObject(wanted);
});

test.each([
  [0, 60, { escalationType: "RUN_BASED", runs: 1 }],
  [120, 60, { escalationType: "RUN_BASED", runs: 3 }],
  [240, 60, { escalationType: "RUN_BASED", runs: 5 }],
  [300, 60, { escalationType: "TIME_BASED", minutes: 5 }],
  [300, 300, { escalationType: "TIME_BASED", minutes: 5 }],
  [1200, 300, { escalationType: "RUN_BASED", runs: 5 }],
  [360, 60, undefined],
  [90, 60, undefined],
])("%i s of failing, asked every %i s", (held, every, wanted) => {
  expect(escalationOf(held, every)).toEqual(wanted);
});

describe("channels", () => {
  const failures = { sendFailure: true, sendRecovery: true, sendDegraded: false, sslExpiry: false, sslExpiryThreshold: 30 };
  const dates = { sendFailure: false, sendRecovery: false, sendDegraded: false, sslExpiry: true, sslExpiryThreshold: 14 };

  test("what hears of failures hears of no certificate, and the other way round", () => {
    expect(slackArgs("#ops", "https://hook", "failures")).toEqual({ ...failures, slack: { channel: "#ops", url: "https://hook" } });
    expect(mailArgs("ops@example.com", { days: 14 })).toEqual({ ...dates, email: { address: "ops@example.com" } });
  });

  test("a page calls by the pager's key", () => {
    expect(pageArgs(onCall, prod, "key", "failures")).toEqual({
      ...failures,
      pagerduty: { serviceKey: "key", serviceName: "Shop (prod)" },
    });
  });

  test("a gateway gets JSON", () => {
    const { webhook } = JSON.parse(JSON.stringify(gatewayArgs("sms", prod, "https://sms", "failures")));
    expect(webhook).toMatchObject({ name: "sms (prod)", method: "POST", url: "https://sms" });
    expect(Object.keys(JSON.parse(webhook.template))).toEqual(["text", "state"]);
  });
});

describe("plan", () => {
  const planned = (...alerts: Alert[]) => planOf(asked(...alerts)).groups.flatMap(({ objects }) => objects);

  test("failures of all checks have the same channels, a certificate has its own, and a check those of its alerts", () => {
    const other = probed({ kind: "probe-fails", signal: { ...probe, id: "home", path: "shop/cart/home" } }, { route: page });
    const objects = planned({ ...down, route: page }, other, expiring);
    expect(objects.map(({ kind, name, protect }) => [kind, name, protect])).toEqual([
      ["channel", "page--shop", true],
      ["channel", "post--ops--slack", false],
      ["channel", "post--ops--email", false],
      ["channel", "post--ops--webhook", false],
      ["channel", "shop--cart--certificate--slack", false],
      ["channel", "shop--cart--certificate--email", false],
      ["channel", "shop--cart--certificate--webhook", false],
      ["check", "shop--cart--reachable", true],
      ["check", "shop--cart--home", true],
    ]);
  });

  test("what was renamed keeps its object", () => {
    const objects = planned({ ...down, route: post }, { ...expiring, formerNames: ["shop--basket--certificate"] });
    const formerly = Object.fromEntries(objects.map((one) => [one.name, one.formerly]));
    expect(formerly).toMatchObject({
      "post--ops--slack": ["post--devops--slack"],
      "shop--cart--certificate--slack": ["shop--basket--certificate--slack"],
    });
  });

  test("nothing without alerts", () => {
    expect(planned()).toEqual([]);
  });
});

describe("refuses", () => {
  test.each<[string, readonly Alert[], RegExp]>([
    ["asking every 45 s", [failsAt({ every: 45 })], /^shop\/cart\/reachable: .* interval of 45s is not supported; choose 30s or 1m$/],
    ["asking every other day", [failsAt({ every: 172_800 }, 0)], /interval of 2d is not supported; choose 1d$/],
    ["an answer that may take a minute", [failsAt({ timeout: 60 })], /longest timeout is 30s, not 1m$/],
    ["failing for a minute and a half", [failsAt({}, 90)], /90s is not supported with a probe every 1m; choose 1m or 2m$/],
    ["failing for an hour", [failsAt({}, 3600)], /choose 30m$/],
    [
      "two times of failing at one endpoint",
      [down, { ...down, for: 300, entry: "shop/cart/gone" }],
      /^shop\/cart\/gone: .* add a separate probe for this alert$/,
    ],
    ["a certificate that has to hold", [{ ...expiring, for: 300 }], /an expiry date has no pending period \(5m\)/],
    ["a certificate in 45 days", [probed({ kind: "certificate", signal: probe, within: 45 * 86_400 })], /1 to 30 whole days .* not 45d$/],
    ["a certificate in an hour", [probed({ kind: "certificate", signal: probe, within: 3600 })], /whole days .* not 1h$/],
    [
      "a certificate of http",
      [probed({ kind: "certificate", signal: { ...probe, url: "http://shop.example.com" }, within: 86_400 })],
      /http:\/\/shop\.example\.com has no certificate$/,
    ],
    [
      "a page through another pager",
      [{ ...down, route: { ...page, onCall: { ...onCall, pager: "opsgenie" } } }],
      /it pages through opsgenie/,
    ],
    [
      "figures",
      [{ ...alert({ when: { kind: "absent", signal: failing("errors", metric("counter", "errors")) } }), evaluator: probe.from }],
      /it supports only probes, not absent/,
    ],
  ])("%s", (_, alerts, reason) => {
    expect(sentences(refusals(asked(...alerts)))).toEqual([expect.stringMatching(reason)]);
  });

  test("nothing of what it can do", () => {
    expect(sentences(refusals(asked(down, expiring)))).toEqual([]);
  });
});

test("asks for its key and account, and for the address of each channel and gateway once", () => {
  const monitoring = { ...asked({ ...down, route: post }, expiring), dashboards: [], protect: false };
  expect(checkly.settings(monitoring).map(({ key, secret }) => `${key} ${secret}`)).toEqual([
    "checkly:apiKey true",
    "checkly:accountId false",
    "slostack:slackWebhook-devops true",
    "slostack:webhook-sms true",
  ]);
  expect(checkly.settings({ ...monitoring, alerts: [] })).toEqual([]);
});

test("labels and links of an alert are tags of its check", () => {
  const tags = checkOf({ ...down, labels: { cost_center: "CC-1" }, links: { Costs: "https://costs.example.com" } }).tags;
  expect(tags).toEqual([
    "Costs:https://costs.example.com",
    "cost_center:CC-1",
    "environment:prod",
    "owner:shop-team",
    "priority:P1",
    "runbook:https://runbooks.example.com/broken.md",
  ]);
});
