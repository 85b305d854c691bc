import { describe, expect, test } from "vitest";
import { contactPointArgs, routesOf } from "../../../components/grafana/contact-point.ts";
import { dashboardJson } from "../../../components/grafana/dashboard.ts";
import { longestUid } from "../../../components/grafana/names.ts";
import { refusals } from "../../../components/grafana/refusals.ts";
import type { Rule } from "../../../components/grafana/rule.ts";
import { sentences } from "../sentences.ts";
import { expressionOf, monitoringOf, rulesIn } from "./catalog.ts";
import { parsed } from "./promql.ts";

const prod = monitoringOf("prod");
const staging = monitoringOf("staging");
const environments = [prod, staging].map((monitoring) => ({
  environment: monitoring.resolved.environment.id,
  monitoring,
  rules: rulesIn(monitoring),
}));

/** The rules of the alerts that answer a requirement, by logical name of the alert. */
function rulesFor(source: string): Map<string, Rule> {
  const names = new Set(prod.alerts.filter(({ provenance }) => provenance.source.includes(source)).map(({ name }) => name));
  const rules = rulesIn(prod).map(({ rule }): [string, Rule] => [alertLabel(rule), rule]);
  return new Map(rules.filter(([name]) => names.has(name)));
}
const alertLabel = (rule: Rule): string => (rule.labels as Record<string, string>).alert ?? "";

describe("the eight alerts of the source document, by parsed query", () => {
  const cases: [
    source: string,
    name: string,
    held: string,
    severity: string,
    metrics: string[],
    functions: string[],
    number: number,
    by: string[],
  ][] = [
    ["H-A01", "hastecrm--api--down", "1m0s", "critical", ["up", "up"], ["min", "sum", "absent"], 1, []],
    ["H-A02", "hastecrm--database--down", "30s", "critical", ["pg_up", "pg_up"], ["min", "sum", "absent"], 1, []],
    [
      "H-A03",
      "hastecrm--api--errors",
      "5m0s",
      "critical",
      ["sli:bad_events:increase1m", "sli:events:increase1m"],
      ["sum_over_time", "sum_over_time"],
      0.05,
      [],
    ],
    [
      "H-A04",
      "hastecrm--api--slow",
      "5m0s",
      "major",
      ["sli:bad_events:increase1m", "sli:events:increase1m"],
      ["sum_over_time", "sum_over_time"],
      0.05,
      [],
    ],
    ["H-A05", "hastecrm--platform--disk", "10m0s", "warning", ["disk_free_percent"], ["min"], 20, ["instance", "mountpoint"]],
    ["H-A06", "hastecrm--platform--cpu", "15m0s", "warning", ["cpu_usage_percent"], ["max"], 80, ["instance"]],
    ["H-A07", "hastecrm--jobs--backlog", "10m0s", "warning", ["queue_depth"], ["max"], 1000, ["queue_name"]],
    ["H-A08", "hastecrm--platform--cache", "30m0s", "warning", ["redis_hit_rate"], ["min"], 0.8, []],
  ];
  test.each(cases)("%s is %s", (source, name, held, severity, metrics, functions, number, by) => {
    const rule = rulesFor(source).get(name);
    expect(rule?.for).toBe(held);
    expect(rule?.labels).toMatchObject({ severity });
    const query = parsed(rule ? expressionOf(rule, "A") : "");
    expect(query).toMatchObject({ faults: [], metrics, functions });
    expect(query.numbers).toContain(number);
    expect(query.groupings.flat()).toEqual(by);
  });
});

test.each([
  ["H-S01", ["floor", "page", "ticket", "unavailable"]],
  ["H-S02", ["floor", "page", "slow", "ticket"]],
  ["H-S03", ["floor", "page", "slow", "ticket"]],
  ["H-S04", ["floor", "page", "slow", "ticket"]],
  ["H-S05", ["floor", "page", "slow", "ticket"]],
  ["H-S06", ["failing", "floor", "page", "ticket"]],
])(
  "the objective %s is watched by a page, a ticket, a floor and an alert at its critical line, on recorded events alone",
  (source, kinds) => {
    const rules = [...rulesFor(source)];
    expect(rules.map(([name]) => name.split("--").at(-1)).sort()).toEqual(kinds);
    for (const [, rule] of rules) {
      const { faults, metrics } = parsed(expressionOf(rule, "A"));
      expect(faults).toEqual([]);
      for (const metric of metrics) expect(metric).toMatch(/^sli:(bad_)?events:increase1[mh]$/);
    }
  },
);

describe.each(environments)("all rules of $environment", ({ monitoring, rules }) => {
  const alertRules = rules.filter(({ rule }) => rule.record === undefined);

  test("Grafana can express the catalog", () => {
    expect(sentences(refusals(monitoring))).toEqual([]);
  });

  test("every alert has exactly one rule", () => {
    expect(alertRules.map(({ rule }) => alertLabel(rule)).sort()).toEqual(monitoring.alerts.map(({ name }) => name).sort());
  });

  test("every query parses", () => {
    for (const { rule } of rules) expect(parsed(expressionOf(rule, "A")).faults).toEqual([]);
  });

  test("every recorded series that an alert reads is recorded, once", () => {
    const recorded = rules.flatMap(({ rule }) =>
      rule.record ? [JSON.stringify([(rule.record as { metric: string }).metric, rule.labels])] : [],
    );
    expect(new Set(recorded).size).toBe(recorded.length);
    const read = alertRules.flatMap(({ rule }) => expressionOf(rule, "A").match(/sli:[a-z_]+:increase1[mh]\{[^}]*\}/g) ?? []);
    expect(read.length).toBeGreaterThan(0);
    for (const selector of new Set(read)) {
      const [metric = "", matchers = ""] = selector.slice(0, -1).split("{");
      const labels = Object.fromEntries(matchers.split(",").map((one) => one.replaceAll('"', "").split("=")));
      expect(recorded).toContain(JSON.stringify([metric, labels]));
    }
  });

  test("every contact point and calendar that a rule names is made", () => {
    const { environment } = monitoring.resolved;
    const args = routesOf(monitoring.alerts).map((route) =>
      contactPointArgs(route, environment, {
        slackToken: "",
        teamsUrl: (workflow: string) => `https://workflows.example.com/${workflow}`,
        pageKey: () => "",
      }),
    );
    const names = args.map(({ name }) => name);
    for (const { rule } of alertRules) expect(names).toContain((rule.notificationSettings as { contactPoint: string }).contactPoint);
  });

  test("every rule names its runbook, and a panel that is there; the data source has none", () => {
    const shown = new Set(
      monitoring.dashboards.flatMap((spec) => {
        const model = JSON.parse(dashboardJson(spec)) as { uid: string; panels: { id: number }[] };
        return model.panels.map(({ id }) => `${model.uid} ${id}`);
      }),
    );
    for (const { rule, group } of alertRules) {
      const annotations = rule.annotations as Record<string, string>;
      expect(annotations.runbook_url).toMatch(/^https:\/\//);
      const panel = `${annotations.__dashboardUid__} ${annotations.__panelId__}`;
      if (group.system) expect(shown).toContain(panel);
      else expect(panel).toBe("undefined undefined");
    }
  });

  test("uids are within the limit and unique", () => {
    const uids = rules.map(({ rule }) => String(rule.uid));
    for (const uid of uids) expect(uid.length).toBeLessThanOrEqual(longestUid);
    expect(new Set(uids).size).toBe(uids.length);
  });

  test("recordings are evaluated by the minute, alerts as often as the source says", () => {
    const intervals = (only: "recordings" | "alerts") =>
      new Set(rules.filter(({ group }) => group[only].length > 0).map(({ group }) => group.interval));
    expect(intervals("recordings")).toEqual(new Set([60]));
    expect(intervals("alerts")).toEqual(new Set([30]));
  });
});

test("the two environments share no uid and no contact point", () => {
  const names = (of: typeof environments) =>
    of.flatMap(({ rules }) =>
      rules.flatMap(({ rule }) => [rule.uid, (rule.notificationSettings as { contactPoint?: string } | undefined)?.contactPoint]),
    );
  const [first, second] = environments.map((one) => new Set(names([one]).filter((name) => name !== undefined)));
  expect([...(first ?? [])].filter((name) => second?.has(name))).toEqual([]);
});

test("staging asks for no pager's key and has no pager in any contact point", () => {
  const pageKey = () => {
    throw new Error("staging pages somebody");
  };
  for (const route of routesOf(staging.alerts)) {
    expect(
      contactPointArgs(route, staging.resolved.environment, {
        slackToken: "",
        teamsUrl: (workflow: string) => `https://workflows.example.com/${workflow}`,
        pageKey,
      }),
    ).not.toHaveProperty("pagerduties");
  }
});

test("in production what is critical or major pages unless its stage is a ticket, and what is a warning is posted at any hour", () => {
  const own = new Map(prod.alerts.filter(({ owner }) => owner.id === "crm-platform").map((alert) => [alert.name, alert]));
  for (const { rule } of rulesIn(prod).filter(({ rule }) => own.has(alertLabel(rule)))) {
    const { contactPoint, repeatInterval } = rule.notificationSettings as { contactPoint: string; repeatInterval?: string };
    const { severity } = rule.labels as Record<string, string>;
    const held = own.get(alertLabel(rule))?.stage === "ticket";
    const loud = [held ? "post--crm-alerts--prod" : "page--crm--crm-alerts--prod", undefined];
    const expected = severity === "warning" ? ["post--crm-alerts--prod", "24h0m0s"] : loud;
    expect([contactPoint, repeatInterval], alertLabel(rule)).toEqual(expected);
  }
});
