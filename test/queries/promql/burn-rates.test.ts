import { describe, expect, it } from "vitest";
import { ruleFile } from "../../../artifacts/prometheus/rules.ts";
import { leavesOf } from "../../../model/condition.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { alertQuery, conditionQuery, groupSeriesOf, recordingsOf, sloRecordings } from "../../../queries/promql.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";

/** The artificial catalog, every Prometheus of which is evaluated so. */
const alertsBy = (source: object) =>
  alertsOf(
    resolvedCatalog("test/catalog", ({ organization }) => {
      for (const each of Object.values(organization.sources)) if (each.kind === "prometheus") Object.assign(each, source);
    }),
  ).filter(({ evaluator }) => evaluator.kind === "prometheus");
const alerts = alertsBy({ evaluator: "prometheus" });
const isBurning = ({ kind, slo }: Alert) => (kind === "burn-page" || kind === "burn-ticket") && slo?.signal.kind !== "composite";
const named = (name: string, from = alerts) => {
  const alert = from.find((one) => one.name === name);
  if (!alert) throw new Error(`there is no ${name}`);
  return alert;
};
/** What one SLO has recorded under a name. */
const recording = (name: string, slo = "shop/web/availability") =>
  sloRecordings(alerts.filter((alert) => alert.slo?.path === slo)).find((one) => one.name === name)?.expr ?? "";
const shortened = (query: string) => query.replace(/\{[^}]*\}/g, "{…}");
const { groups } = ruleFile(alerts);

describe("a budget alert that Prometheus evaluates itself", () => {
  it("burns by burn rates, which are recorded under their names, until it has recovered", () => {
    const page = named("shop--web--availability--page");
    expect(shortened(recording("slo:burning:page"))).toBe(`(
  slo:burn_rate:1h{…} >= 14.4
  and slo:bad_events:increase1h{…} >= 10
  and (
    slo:burn_rate:5m{…} >= 14.4
    or (
      slo:burn_rate:30m{…} >= 14.4
      and slo:flapping:page{…}
    )
  )
)
or (
  slo:burn_rate:6h{…} >= 6
  and slo:bad_events:increase6h{…} >= 10
  and slo:burn_rate:30m{…} >= 6
)`);
    expect(shortened(alertQuery(page))).toBe(`slo:burning:page{…}
unless (
  slo:recovered:page{…}
  unless slo:flapping:page{…}
)`);
  });

  it("is a ticket under tiers of its own, and silent while the page burns", () => {
    expect(shortened(alertQuery(named("shop--web--availability--ticket")))).toBe(`(
  (
    (
      slo:burn_rate:1d{…} >= 3
      and slo:bad_events:increase1d{…} >= 10
      and slo:burn_rate:2h{…} >= 3
    )
    or (
      slo:burn_rate:3d{…} >= 1
      and slo:bad_events:increase3d{…} >= 10
      and slo:burn_rate:6h{…} >= 1
    )
  )
  unless (
    slo:recovered:ticket{…}
    unless slo:flapping:ticket{…}
  )
)
unless slo:burning:page{…}`);
  });

  it("is a rule of at most 25 lines, the page and its tiers as well as the ticket, where both have two tiers", () => {
    const ofTwo = alerts.filter(
      (alert) => isBurning(alert) && new Set(leavesOf(alert.when).map((leaf) => "over" in leaf && leaf.over)).size < 8,
    );
    expect(ofTwo.filter(({ kind }) => kind === "burn-page").length).toBeGreaterThan(5);
    expect(ofTwo.filter(({ kind }) => kind === "burn-ticket").length).toBeGreaterThan(5);
    const tiers = sloRecordings(ofTwo).filter(({ name }) => name === "slo:burning:page");
    const rules = [...ofTwo.map(alertQuery), ...tiers.map(({ expr }) => expr)];
    expect(rules.filter((expr) => expr.split("\n").length > 25)).toEqual([]);
  });

  it("says its burn rate, and has the labels that it has where its windows are summed up in place", () => {
    const rules = new Map(groups.flatMap((group) => group.rules).flatMap((rule) => ("alert" in rule ? [[rule.alert, rule]] : [])));
    for (const { name } of alerts.filter(isBurning)) {
      expect(rules.get(name)?.annotations.value).toBe("Burn rate in the window that is above its threshold: {{ humanize $value }}.");
      expect(rules.get(name)?.labels).toMatchObject({ slo: expect.anything(), budget: expect.anything() });
    }
    for (const { labels } of sloRecordings(alerts.filter(({ slo }) => slo?.path === "shop/web/availability")))
      expect(labels).toMatchObject({ ...recordingsOf([named("shop--web--availability--page")])[0]?.labels, slo: "uptime" });
  });

  it("reads nothing that is not recorded before it in its group", () => {
    for (const { name, rules } of groups) {
      const before = new Set<string>();
      for (const rule of rules) {
        // Days before this one are those of rounds before.
        const read = rule.expr.replace(/\S+ offset \S+/g, "").match(/slo:[a-z_]+:\w+\{[^}]*\}/g) ?? [];
        expect([name, "alert" in rule ? rule.alert : rule.record, read.filter((one) => !before.has(one))]).toEqual([
          name,
          expect.anything(),
          [],
        ]);
        if (!("record" in rule)) continue;
        const labels = Object.entries(rule.labels).sort(([a], [b]) => (a < b ? -1 : 1));
        const series = `${rule.record}{${labels.map(([label, is]) => `${label}="${is}"`).join(",")}}`;
        expect(before).not.toContain(series);
        before.add(series);
      }
      if (name.endsWith("--alerts")) expect(rules.filter((rule) => "record" in rule)).toEqual([]);
    }
    expect(alerts.filter(isBurning).length).toBeGreaterThan(20);
  });

  it("is asked by windows that are summed up in place where Grafana or vmalert writes what it records over the network", () => {
    for (const source of [{ evaluator: "grafana" }, { evaluator: "prometheus", server: "victoria-metrics", counts: undefined }]) {
      for (const alert of alertsBy(source).filter(isBurning)) {
        expect(alertQuery(alert)).toBe(conditionQuery(alert.when));
        expect(sloRecordings([alert])).toEqual([]);
      }
    }
  });

  it("reaches a factor whose digits do not end: it is cut where burn rates are rounded", () => {
    const factors = alerts.filter(isBurning).flatMap((alert) => [...alertQuery(alert).matchAll(/burn_rate:\w+\{[^}]*\} >= ([\d.]+)/g)]);
    expect(new Set(factors.map(([, factor = ""]) => (factor.split(".")[1] ?? "").length <= 6))).toEqual(new Set([true]));
    for (const { expr, name } of sloRecordings(alerts.filter(({ slo }) => slo?.path === "shop/web/availability")))
      if (name.includes(":burn_rate:")) expect(expr).toMatch(/^round\([\s\S]*> 0\)\),\n {2}0\.000001\n\)$/);
  });

  it("counts its recordings among the series of groups", () => {
    const grouped = alerts.filter(({ slo }) => slo?.signal.groups);
    expect(grouped.length).toBeGreaterThan(0);
    expect(groupSeriesOf(grouped)).toBeGreaterThan(
      groupSeriesOf(alertsBy({ evaluator: "grafana" }).filter(({ slo }) => slo?.signal.groups)),
    );
  });
});
