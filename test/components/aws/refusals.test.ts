import { describe, expect, test } from "vitest";
import { aws } from "../../../components/aws/index.ts";
import { refusals } from "../../../components/aws/refusals.ts";
import type { Monitoring } from "../../../components/vendor.ts";
import type { EventsSignal } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { sentences } from "../sentences.ts";
import { askTooMuch, monitoringOf } from "./catalog.ts";

const good = monitoringOf();

function alertNamed(name: string): Alert {
  const found = good.alerts.find((alert) => alert.name === name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
}
const errors = alertNamed("gates--entry--errors");
if (errors.when.kind !== "bad-share" || errors.when.signal.kind !== "events") throw new Error("it is a share of events");
const minutes: Alert["when"] = {
  ...errors.when,
  signal: { ...errors.when.signal, kind: "slices", measure: { failed: { status: { is: "500" } }, least: 1 }, good: {} },
};
const mute = alertNamed("gates--entry--mute");
const told = good.alerts.find(({ route }) => route.kind === "post");
const withAlerts = (...alerts: Alert[]): Monitoring => ({ ...good, alerts });
function judged(bad: EventsSignal["bad"]): Alert {
  if (errors.when.kind !== "bad-share" || errors.when.signal.kind !== "events") throw new Error("it is a share of events");
  return { ...errors, when: { ...errors.when, signal: { ...errors.when.signal, bad } } };
}
/** An alert whose bad lines are told by this value. */
const failing = (is: string): Alert => judged({ filter: { status: { is } } });
const { metric, path } = errors.when.signal;

test("everything that CloudWatch cannot express is told at once, each with its path", () => {
  expect(sentences(refusals(monitoringOf("prod", askTooMuch))).sort()).toEqual([
    "channels/fleet: CloudWatch posts by e-mail, but the channel has no address",
    "gates/entry/lifted: two counters of one log group count the same lines; use one counter and a filter for bad lines",
    "gates/entry/unwelcome: for 10m: CloudWatch has no pending period on a window; write for: 0s, or a longer window",
  ]);
  expect(sentences(refusals(good))).toEqual([]);
});

describe("what CloudWatch cannot express is refused", () => {
  const copies = (count: number, of: (index: number) => Partial<Alert>) =>
    withAlerts(...Array.from({ length: count }, (_, index) => ({ ...errors, name: `gates--entry--copy-${index}`, ...of(index) })));
  const cases: [name: string, monitoring: Monitoring, sentence: string][] = [
    [
      "an absence beyond what an alarm looks back on",
      withAlerts({ ...mute, for: 8 * 86_400 }),
      `${mute.entry}: for 8d: CloudWatch looks back at most 7d`,
    ],
    ["an absence of no time", withAlerts({ ...mute, for: 0 }), `${mute.entry}: for 0s: the absence of lines is measured in whole minutes`],
    [
      "an absence of half a minute",
      withAlerts({ ...mute, for: 30 }),
      `${mute.entry}: for 30s: the absence of lines is measured in whole minutes`,
    ],
    [
      "lines that are not good",
      withAlerts(judged({ allBut: { status: { is: "200" } } })),
      `${path}: a filter pattern cannot take the lines that another leaves; write bad instead of good`,
    ],
    [
      "good lines of another counter",
      withAlerts(judged({ good: metric, where: metric.where })),
      `${path}: two counters of one log group count the same lines; use one counter and a filter for bad lines`,
    ],
    [
      "the silence of CloudWatch itself",
      withAlerts({ ...errors, when: { kind: "source-silent", source: errors.evaluator } }),
      `${errors.entry}: CloudWatch cannot report its own silence`,
    ],
    [
      "minutes that are bad by their failures",
      withAlerts({ ...errors, when: minutes }),
      "gates/entry/success: an alarm compares sums of one window and cannot count bad minutes; write an events signal",
    ],
    [
      "a wildcard that is meant literally",
      withAlerts(failing("5*")),
      `gates/entry/success: a filter pattern cannot match "5*" of status literally`,
    ],
    [
      "a pattern that is too long",
      withAlerts(failing("9".repeat(1024))),
      "gates--entry--success--bad: its filter pattern has 1098 characters, more than 1024",
    ],
    [
      "a description that is too long",
      withAlerts({ ...errors, summary: "x".repeat(1024) }),
      `${errors.entry}: title, summary and runbook together exceed 1024 characters`,
    ],
    [
      "two alarms of one name",
      withAlerts(errors, { ...mute, formerNames: [errors.name] }),
      `${mute.entry}: another alarm is also named gates--entry--errors--prod`,
    ],

    [
      "101 filters on one log group",
      copies(51, (index) => {
        if (errors.when.kind !== "bad-share") throw new Error("it is a share");
        return { when: { ...errors.when, signal: { ...errors.when.signal, id: `copy-${index}` } } };
      }),
      "sources/gate-logs: its log group would have 102 metric filters, more than 100",
    ],
  ];
  test.each(cases)("%s", (_, monitoring, sentence) => {
    expect(sentences(refusals(monitoring))).toContain(sentence);
  });

  test("a composite of too many alarms", () => {
    const page = alertNamed("gates--entry--availability--page");
    if (page.when.kind !== "any") throw new Error("tiers are joined by or");
    const [tier] = page.when.of;
    if (tier?.kind !== "all") throw new Error("a tier has two windows");
    const tiers = Array.from({ length: 51 }, (_, index) => ({
      ...tier,
      of: tier.of.map((leaf) => (leaf.kind === "bad-share" ? { ...leaf, over: leaf.over + 3600 * index } : leaf)),
    }));
    expect(sentences(refusals(withAlerts({ ...page, when: { kind: "any", of: tiers } })))).toEqual([
      expect.stringMatching(/^gates\/entry\/availability: a composite of 102 alarms and \d+ characters is too large$/),
    ]);
  });

  test("two sources that are one log group", () => {
    const { organization } = good.resolved;
    const sources = organization.sources.map((source) => (source.kind === "cloudwatch-logs" ? { ...source, group: "/one" } : source));
    const resolved = { ...good.resolved, organization: { ...organization, sources } };
    expect(sentences(refusals({ ...good, resolved }))).toEqual([
      expect.stringMatching(/^sources\/\S+\/group: another source also uses the log group \/one$/),
    ]);
  });
});

describe("as an evaluator", () => {
  test("it reads only its own alerts", () => {
    const foreign: Alert = {
      ...errors,
      for: 600,
      evaluator: { ...errors.evaluator, kind: "sentry", evaluator: "sentry", sentryOrganization: "o", project: "p" },
    };
    expect(sentences(aws.refusals(withAlerts(foreign)))).toEqual([]);
  });

  test("it needs a region where there is a log group, and nothing where there is none", () => {
    expect(aws.settings(good)).toEqual([{ key: "aws:region", secret: false }]);
    const { organization } = good.resolved;
    const without = {
      ...good.resolved,
      organization: { ...organization, sources: organization.sources.filter(({ kind }) => kind === "prometheus") },
    };
    expect(aws.settings({ ...good, resolved: without, alerts: [] })).toEqual([]);
    expect(aws.settings({ ...good, alerts: [] })).toHaveLength(1);
  });

  test("a page needs no e-mail address, a post does", () => {
    if (!told) throw new Error("an alert posts");
    const quiet = { id: "slack-only", formerly: [], slack: "#x" };
    expect(sentences(refusals(withAlerts({ ...told, route: { kind: "post", channel: quiet } })))).toEqual([
      "channels/slack-only: CloudWatch posts by e-mail, but the channel has no address",
    ]);
    const page = good.alerts.find(({ route }) => route.kind === "page");
    if (page?.route.kind !== "page") throw new Error("an alert pages");
    expect(sentences(refusals(withAlerts({ ...page, route: { ...page.route, channel: quiet } })))).toEqual([]);
  });
});
