import { describe, expect, it } from "vitest";
import { planOf } from "../../../analysis/prove/simulations.ts";
import { leavesOf } from "../../../model/condition.ts";
import { soundCatalog } from "../../prometheus/catalog.ts";
import { holds } from "../../prometheus/suite.ts";

/** The artificial catalog: every kind of signal and condition, scrapes of 15 s and of a minute, other policies and windows. */
const catalog = soundCatalog("test/catalog");
const byGrafana = planOf(catalog, "prod");

describe("every kind of signal and condition, minute by minute in real Prometheus", () => {
  it("has them all", () => {
    const leaves = byGrafana.alerts.flatMap(({ when }) => leavesOf(when));
    expect(new Set(leaves.map(({ kind }) => kind))).toEqual(
      new Set(["bad-share", "value", "forecast", "change", "age", "count", "absent", "groups"]),
    );
    expect(new Set(leaves.map(({ signal }) => signal.kind))).toEqual(new Set(["events", "slices", "composite", "value", "age", "count"]));
  });

  it("every alert fires in one of the simulations, and is silent at some time", () => {
    for (const { name, when } of byGrafana.alerts) {
      // Of a month that is not evaluated minute by minute, the condition is asked at single hours.
      if (leavesOf(when).some((leaf) => leaf.kind === "bad-share" && leaf.calendar)) {
        const asked = byGrafana.simulations.flatMap(({ alerts, values = [] }) => (alerts.some((one) => one.name === name) ? values : []));
        expect([name, new Set(asked.map(({ is }) => is))]).toEqual([name, new Set([1, undefined])]);
        continue;
      }
      const looking = byGrafana.simulations.filter(({ alerts, recordOnly }) => !recordOnly && alerts.some((one) => one.name === name));
      const firing = looking.map(({ fires, minutes }) =>
        (fires[name] ?? []).reduce((sum, [start, end]) => sum + Math.min(end, minutes + 1) - start, 0),
      );
      expect([name, firing.some((length) => length > 0)]).toEqual([name, true]);
      expect([name, looking.some(({ minutes }, index) => (firing[index] ?? 0) < minutes)]).toEqual([name, true]);
    }
  });

  it("no simulation that is called silent expects an alert", () => {
    const silent = byGrafana.simulations.filter(({ name }) => name.includes(" is silent "));
    expect(silent.length).toBeGreaterThan(20);
    expect(silent.filter(({ fires }) => Object.values(fires).some((times) => times.length > 0)).map(({ name }) => name)).toEqual([]);
  });

  it("each SLO pages and makes a ticket at the lowest rate of failures that does, and not just below it", () => {
    const lengths = (ending: string, kind: "page" | "ticket") =>
      byGrafana.simulations
        .filter(({ name }) => name.endsWith(ending))
        .map(({ name, fires }) => [name, (fires[`${name.split(" ")[0]?.replaceAll("/", "--")}--${kind}`] ?? []).length] as const);
    for (const [kind, at, below] of [
      ["page", "pages at the lowest rate that spends its share", "does not page just below that rate"],
      ["ticket", "makes a ticket of a slow burn", "makes no ticket just below that rate"],
    ] as const) {
      expect(lengths(at, kind).length).toBeGreaterThan(4);
      expect(lengths(at, kind).filter(([, fired]) => fired === 0)).toEqual([]);
      expect(lengths(below, kind).filter(([, fired]) => fired > 0)).toEqual([]);
    }
  });

  it("leaves out what Prometheus does not evaluate, each with its reason", () => {
    const prometheus = byGrafana.unproved.filter(({ alert }) => alert.evaluator.kind === "prometheus");
    expect(
      prometheus.filter(({ alert }) => alert.service?.path !== "ferry/tides").map(({ alert, why }) => `${alert.name}: ${why}`),
    ).toEqual([
      "source--fast-prom: Grafana asks whether the data source answers",
      "source--ferry-prom: Grafana asks whether the data source answers",
      "source--lock-prom: Grafana asks whether the data source answers",
      "source--slow-prom: Grafana asks whether the data source answers",
    ]);
    const raw = prometheus.filter(({ alert }) => alert.service?.path === "ferry/tides");
    expect(new Set(raw.map(({ why }) => why))).toEqual(new Set(["it asks a raw query, of which nothing is predicted"]));
    expect(raw.map(({ alert }) => alert.name)).toEqual(expect.arrayContaining(["ferry--tides--forecast--page", "ferry--tides--off"]));
    expect(byGrafana.unproved.length).toBeGreaterThan(prometheus.length);
  });

  holds(byGrafana.simulations);
});

describe("a Prometheus that evaluates by itself", () => {
  const own = structuredClone(catalog);
  Object.assign(own.organization.sources["fast-prom"] ?? {}, { evaluator: "prometheus" });
  const plan = planOf(own, "prod", ({ kind, evaluator }) => kind === "source" && evaluator.id === "fast-prom");

  it("is asked whether its targets are there, all of them and each", () => {
    expect(plan.alerts.map(({ name }) => name)).toEqual(["source--fast-prom", "source--fast-prom--target"]);
  });

  holds(plan.simulations);
});
