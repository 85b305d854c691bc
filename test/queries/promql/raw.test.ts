import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { demandsOf } from "../../../analysis/contract/demand.ts";
import { planOf } from "../../../analysis/prove/simulations.ts";
import { canReplay } from "../../../analysis/review/backtest/evaluate.ts";
import { differenceOf } from "../../../analysis/review/difference.ts";
import { check } from "../../../cli/check.ts";
import { dashboardsOf } from "../../../dashboards/dashboards.ts";
import { loadCatalog, resolve } from "../../../language.ts";
import type { CheckedCatalog } from "../../../model/load.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { blindSpotsOf } from "../../../monitors/blind-spots.ts";
import { rawQuery, selectorsIn } from "../../../queries/promql/raw.ts";
import { conditionQuery, measureQuery, recordingsOf } from "../../../queries/promql.ts";
import { withCatalog } from "../../model/edited.ts";
import { resolvedCatalog, soundCatalog } from "../../prometheus/catalog.ts";
import { faults } from "../parsed.ts";

const catalog = soundCatalog("test/catalog");
const resolved = resolve(catalog, "prod");
const tides = resolved.systems.flatMap(({ services }) => services).find(({ id }) => id === "tides");
const metrics = tides?.metrics ?? [];
const where = 'cluster="one",env="prod",service="tides"';
const alerts = alertsOf(resolved).filter(({ service }) => service?.id === "tides");
const alert = (name: string) => {
  const found = alerts.find((one) => one.name === `ferry--tides--${name}`);
  if (!found) throw new Error(`no alert ${name}`);
  return found;
};

describe("a raw query", () => {
  test.each([
    ["max(tide_level_meters)", `max(tide_level_meters{${where}})`],
    ["tide_level_meters{}", `tide_level_meters{${where}}`],
    ['tide_level_meters{harbor="a}b{",}', `tide_level_meters{${where},harbor="a}b{",}`],
    ["rate(tide_forecasts_total[5m] offset 1h) / 2", `rate(tide_forecasts_total{${where}}[5m] offset 1h) / 2`],
    [
      "max_over_time(sum(tide_level_meters)[1h:1m]) - on () tide_expected_meters",
      `max_over_time(sum(tide_level_meters{${where}})[1h:1m]) - on () tide_expected_meters{${where}}`,
    ],
  ])("%s has the matchers of environment and service in each selector", (query, expected) => {
    expect(rawQuery(query, metrics)).toBe(expected);
    expect(faults(expected)).toEqual([]);
  });

  test("has them once in each selector, whatever is around it, and keeps the rest of its text", () => {
    const selector = fc.constantFrom("tide_level_meters", 'tide_level_meters{harbor=~"a|b"}', "tide_expected_meters{}");
    const query = fc
      .array(selector, { minLength: 1, maxLength: 5 })
      .chain((all) =>
        fc.constantFrom(" + ", "\n/ on (harbor)\n", " unless ").map((between) => all.map((one) => `abs(${one})`).join(between)),
      );
    fc.assert(
      fc.property(query, (text) => {
        const made = rawQuery(text, metrics);
        expect(faults(made)).toEqual([]);
        expect(selectorsIn(made).map(({ labels }) => labels.slice(0, 3))).toEqual(
          selectorsIn(text).map(() => ["cluster", "env", "service"]),
        );
        expect(made.replaceAll(`${where},`, "").replaceAll(`{${where}}`, "").replaceAll("{}", "")).toBe(text.replaceAll("{}", ""));
      }),
    );
  });

  test("is compared as a whole, and nothing of it reaches into the rule around it", () => {
    const text = conditionQuery(alert("off").when);
    expect(text).toMatch(/^\(\n {2}max by \(harbor\) .*\n\) > 1\.5$/);
    expect(faults(text)).toEqual([]);
  });

  test("of two counts is recorded by the minute, the bad ones 0 where there are none", () => {
    const [total, bad] = recordingsOf([alert("forecast--page")]).map(({ expr }) => expr);
    expect(total).toMatch(/^round\(\n {2}sum\(\n {4}sum\(rate\(tide_forecasts_total/);
    expect(bad).toContain("or sum(");
    expect([total ?? "", bad ?? ""].flatMap(faults)).toEqual([]);
  });
});

describe("what a raw query may not be", () => {
  const problems = (query: string, more = "") =>
    withCatalog(
      [
        {
          file: "systems/shop.yaml",
          replace: "busy: { value: { of: load, aggregation: max, by: [core] } }",
          with: `busy: { raw: { query: ${query}, reads: [load${more}], unit: percent, why: nothing else says it } }`,
        },
      ],
      (directory) =>
        loadCatalog(directory, undefined, Date.parse("2026-11-30T12:00:00Z")).problems.map(({ code, what }) => `${code}: ${what}`),
    );
  const faulty = (query: string) => problems(JSON.stringify(query)).join();

  test("one that selects what it reads is taken", () => {
    expect(problems('"max(cpu_percent) / avg(cpu_percent)"')).toEqual([]);
  });

  test.each([
    ["max(cpu_percent", "a syntax error"],
    ["max(cpu_percent) # > 5", "a comment"],
    ["max(cpu_percent) > 5) or (up", "a syntax error"],
    ["", ""],
    ["cpu_percent[5m]", "no expression that returns series"],
    ["5", "no expression that returns series"],
    ['{__name__=~"cpu.*"}', "a selector without a name"],
    ["max(cpu_percent) / max(cores)", 'the series "cores", which is of no metric in reads'],
    ['max(cpu_percent{env="staging"})', 'a matcher of "env", which is added'],
    ['max(cpu_percent{service=~".*"})', 'a matcher of "service", which is added'],
    ['max(cpu_percent{"odd label"="x"})', "a name in quotation marks"],
    ["time()", 'no selector of it names "load"'],
  ])("%s", (query, fault) => {
    expect(faulty(query)).toContain(fault);
    expect(faulty(query)).not.toBe("");
  });

  test.each([
    ["{ above: 5 }", "", ""],
    ["{ above: 50% }", ", unit: ratio", ""],
    ["{ is: 1 }", ", unit: bool", ""],
    ["{ above: 50% }", "", "unit-mismatch"],
    ["{ is: 1 }", "", "unit-mismatch"],
    ["{ above: 0.5 }", ", unit: bool", "unit-mismatch"],
    ["{ forecast: { above: 5, within: 4h, from: 1h } }", "", "wrong-signal-kind"],
    ["{ change: { falls: 50%, over: 1h, against: 1d, least: 5 } }", "", "wrong-signal-kind"],
  ])("asked %s%s", (when, unit, code) => {
    const found = withCatalog(
      [
        {
          file: "systems/shop.yaml",
          replace: "busy: { value: { of: load, aggregation: max, by: [core] } }",
          with: `busy: { raw: { query: max(cpu_percent), reads: [load]${unit}, why: nothing else says it } }`,
        },
        { file: "systems/shop.yaml", replace: "signal: busy, when: { above: 80% }", with: `signal: busy, when: ${when}` },
      ],
      (directory) => loadCatalog(directory, undefined, Date.parse("2026-11-30T12:00:00Z")).problems.map((problem) => problem.code),
    );
    expect(found).toEqual(code === "" ? [] : [code]);
  });

  test("every metric of reads is selected, and all are in one source", () => {
    expect(problems('"max(cpu_percent)"', ", requests").join()).toContain('no selector of it names "requests"');
  });

  test("only a source whose language can be read takes one", () => {
    const edited = structuredClone(catalog) as CheckedCatalog;
    expect(edited.systems.length).toBeGreaterThan(0);
    const harbor = { query: "avg:berths.used{*}", reads: ["berths"], why: "nothing else says it" };
    const text = loadInCode(edited, "harbor", "docks", "full", { raw: harbor });
    expect(text).toContain("unsupported harbor/docks/signals/full/raw/query");
  });
});

/** Problems of the catalog with another entry of a signal. */
function loadInCode(edited: CheckedCatalog, system: string, service: string, id: string, signal: unknown): string[] {
  const { organization, systems } = edited;
  const signals = systems.find((one) => one.system === system)?.services[service]?.signals;
  Object.assign(signals ?? {}, { [id]: signal });
  const written = { organization, systems } as unknown as Parameters<typeof loadCatalog>[0];
  return loadCatalog(written).problems.map(({ code, at }) => `${code} ${at}`);
}

describe("a raw query is told of where nothing understands it", () => {
  test("check counts them", () => {
    let text = "";
    check({ catalogDir: "test/catalog", format: "terminal", write: (part: string) => (text += part) } as Parameters<typeof check>[0]);
    expect(text).toMatch(/prod: .*, 2 raw queries, not proved/);
  });

  test("prove proves none of its alerts, and says so of each", () => {
    const { unproved, simulations } = planOf(catalog, "prod", ({ service }) => service?.id === "tides");
    expect(simulations.flatMap(({ alerts: looking }) => looking.map(({ name }) => name))).not.toContain("ferry--tides--off");
    const why = new Map(unproved.map((one) => [one.alert.name, one.why]));
    for (const name of ["off", "forecast--page", "forecast--ticket"]) expect(why.get(`ferry--tides--${name}`)).toContain("a raw query");
  });

  test("it is not replayed, and its blind spots are not known", () => {
    expect(canReplay(alert("off"))).toContain("a raw query");
    expect(canReplay(alert("forecast--page"))).toContain("a raw query");
    expect(blindSpotsOf(alert("off").when).join()).toContain("two gauges are compared harbor by harbor");
  });

  test("the contract knows its metrics by what it reads, all of them", () => {
    const readers = demandsOf(resolved)
      .filter(({ service }) => service.id === "tides")
      .map(({ metric, uses }) => [metric.id, [...new Set(uses.map(({ reader }) => reader.name))].sort()] as const);
    const of = new Map(readers);
    expect(of.get("level")).toEqual(expect.arrayContaining(["ferry--tides--off", "ferry/tides/forecast"]));
    expect(of.get("expected")).toEqual(expect.arrayContaining(["ferry--tides--off"]));
  });

  test("a dashboard draws it as it is", () => {
    const [overview] = dashboardsOf(resolved, alertsOf(resolved)).filter(({ service }) => service?.id === "tides");
    const panels = overview?.rows.flatMap((row) => row.panels) ?? [];
    const drawn = panels.find(({ id }) => id.startsWith("raw"));
    const [line] = drawn?.lines ?? [];
    if (!line) throw new Error("no panel of it");
    expect(measureQuery(line.measure)).toContain("max by (harbor) (abs(");
    expect(drawn?.thresholds).toEqual([{ at: 1.5, bad: "above" }]);
    const queries = panels.flatMap(({ lines }) => lines.map(({ measure }) => measureQuery(measure)));
    expect(queries.flatMap(faults)).toEqual([]);
    expect(queries.some((query) => query.includes('outcome=~"late|wrong"'))).toBe(true);
  });
});

describe("a review", () => {
  const changed = (edit: (signals: Record<string, { raw?: { query: unknown } }>) => void) => {
    const edited = structuredClone(catalog);
    edit(edited.systems.find(({ system }) => system === "ferry")?.services.tides?.signals as Parameters<typeof edit>[0]);
    return differenceOf(resolved, resolve(edited, "prod"), undefined, 0);
  };

  test("shows both texts, and knows nothing of what the change means", () => {
    const found = changed(({ off }) => Object.assign(off?.raw ?? {}, { query: "max(tide_level_meters) - min(tide_expected_meters)" }));
    expect(found.map(({ entry, direction }) => [entry, direction])).toEqual([["ferry/tides/signals/off", "blind"]]);
    expect(found[0]?.what).toMatch(
      /raw query `max by \(harbor\).*` on level, expected, without a unit -> raw query `max\(tide_level_meters\) - min\(tide_expected_meters\)` on level, expected/,
    );
  });

  test("of one of two counts as well, in either direction", () => {
    const found = changed(({ forecast }) =>
      Object.assign(forecast?.raw ?? {}, { query: { bad: "sum(tide_level_meters)", total: "sum(tide_forecasts_total)" } }),
    );
    expect(found.some(({ direction }) => direction === "blind")).toBe(true);
  });

  test("a threshold on the same query has a direction", () => {
    const edited = structuredClone(catalog);
    const off = edited.systems.find(({ system }) => system === "ferry")?.services.tides?.alerts.off;
    Object.assign(off ?? {}, { when: { above: 1.2 } });
    expect(differenceOf(resolved, resolve(edited, "prod"), undefined, 0).map(({ direction }) => direction)).toEqual(["tighter"]);
  });
});

test("the other environments select themselves", () => {
  const staging = resolvedCatalog("test/catalog", () => {}, "staging");
  const texts = recordingsOf(alertsOf(staging).filter(({ service }) => service?.id === "tides")).map(({ expr }) => expr);
  expect(texts.join()).not.toContain('env="prod"');
});
