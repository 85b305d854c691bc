import { expect, test } from "vitest";
import { contractOf } from "../../../analysis/contract/contract.ts";
import { differenceOf } from "../../../analysis/review/difference.ts";
import { kubernetes } from "../../../artifacts/kubernetes/target.ts";
import { prometheus } from "../../../artifacts/prometheus/target.ts";
import { Unsayable } from "../../../artifacts/target.ts";
import { loadCatalog } from "../../../language.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { conditionQuery, measureQuery, recordingsOf } from "../../../queries/promql.ts";
import { byItself } from "../../artifacts/by-itself.ts";
import { withCatalog } from "../../model/edited.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";
import { faults } from "../parsed.ts";

const resolved = resolvedCatalog("test/catalog");
const alerts = alertsOf(resolved).filter(({ evaluator }) => evaluator.id === "lock-prom");
const recordings = recordingsOf(alerts).filter(({ name }) => name.endsWith("events:increase1m"));

test("a source that counts whole samples records integers, with no rate in it, and Prometheus' own grammar takes it", () => {
  const texts = recordings.map(({ expr }) => expr);
  expect(texts.length).toBeGreaterThan(5);
  expect(texts.filter((text) => text.includes("rate(") || text.includes("round("))).toEqual([]);
  expect(texts.every((text) => text.includes("[1m] anchored)"))).toBe(true);
  expect(texts.flatMap(faults)).toEqual([]);
  expect(texts).toContain('sum(increase(lock_passages_total{cluster="one",env="prod",service="locks"}[1m] anchored))');
});

test("conditions read what is recorded, as ever, and panels count events of a time in the same way", () => {
  expect(alerts.map(({ when }) => (when.kind === "source-silent" ? "" : conditionQuery(when))).join()).not.toContain("anchored");
  const metric = resolved.systems.flatMap(({ services }) => services.flatMap(({ metrics }) => metrics)).find(({ id }) => id === "stuck");
  if (!metric) throw new Error("no metric");
  expect(measureQuery({ kind: "count", metric, over: 3600, by: [] })).toContain("[1h] anchored)");
  expect(measureQuery({ kind: "rate", metric, by: [] })).not.toContain("anchored");
});

test("other sources are asked as before", () => {
  const others = recordingsOf(alertsOf(resolved).filter(({ evaluator }) => evaluator.id !== "lock-prom"));
  expect(others.map(({ expr }) => expr).join()).not.toContain("anchored");
});

const anchored = byItself("prod", ({ organization }) => {
  Object.assign(organization.sources["fast-prom"] ?? {}, { counts: "anchored" });
});

test("every rendered file names the flag that the server needs", () => {
  const files = prometheus.files(anchored, alertsOf(anchored));
  expect(files.length).toBeGreaterThan(1);
  const flag = /^# The server needs --enable-feature=promql-extended-range-selectors \(Prometheus 3\.7,/m;
  expect(files.filter(({ text }) => !flag.test(text)).map(({ path }) => path)).toEqual([]);
  expect(prometheus.files(byItself("prod"), alertsOf(byItself("prod"))).filter(({ text }) => flag.test(text))).toEqual([]);
});

test("the operator is given none, which would leave the object out", () => {
  const inCluster = byItself("prod", ({ organization }) => {
    Object.assign(organization.sources["fast-prom"] ?? {}, { counts: "anchored" });
    Object.assign(organization, {
      kubernetes: { namespace: "monitoring", labels: {}, operator: "prometheus", matcher: "namespace", secret: "keys" },
    });
  });
  expect(() => kubernetes.files(inCluster, alertsOf(inCluster))).toThrow(Unsayable);
});

test("the contract says what the server must enable", () => {
  const features = contractOf(resolved).systems.flatMap(({ items }) => items.filter(({ sort }) => sort === "server-feature"));
  expect(features.map(({ name, text }) => `${name}: ${text}`)).toEqual([
    "lock-prom: --enable-feature=promql-extended-range-selectors (Prometheus 3.7, with native histograms 3.13): without it the server refuses the rules that count",
  ]);
});

test("a review does not know whether the server has the flag, and nothing is asked of it on the way back", () => {
  const before = byItself("prod");
  const there = differenceOf(before, anchored, undefined, 0).find(({ what }) => what.startsWith("counts"));
  expect([there?.what, there?.direction]).toEqual(["counts extrapolated -> anchored", "looser"]);
  expect(differenceOf(anchored, before, undefined, 0).find(({ what }) => what.startsWith("counts"))?.direction).toBe("neutral");
});

test("VictoriaMetrics counts so by itself", () => {
  const edit = {
    file: "organization.yaml",
    replace: "evaluator: grafana,",
    with: "evaluator: grafana, server: victoria-metrics, counts: anchored,",
  };
  const found = withCatalog([edit], (catalog) => loadCatalog(catalog, undefined, Date.parse("2026-11-30T12:00:00Z")).problems);
  expect(found.map(({ code, at }) => `${code} ${at}`)).toEqual(["unsupported organization/sources/prom/counts"]);
});
