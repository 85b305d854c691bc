import Fraction from "fraction.js";
import { describe, expect, it } from "vitest";
import { sourceOf } from "../../../dashboards/source.ts";
import type { Measure } from "../../../model/measure.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { bucketMatcher } from "../../../queries/promql/bucket.ts";
import { selector } from "../../../queries/promql/selector.ts";
import { tileWindow } from "../../../queries/promql/tile.ts";
import { conditionQuery, measureQuery, recordingsOf } from "../../../queries/promql.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";
import { faults } from "../parsed.ts";

const catalogs = { real: resolvedCatalog("test/products/catalog"), artificial: resolvedCatalog("test/catalog") };

describe.each(Object.entries(catalogs))("every query of the %s catalog", (_, resolved) => {
  const alerts = alertsOf(resolved).filter(({ evaluator }) => evaluator.kind === "prometheus");
  const recordings = recordingsOf(alerts);
  const slos = resolved.systems
    .flatMap(({ services }) => services.flatMap((service) => service.slos))
    .filter(({ signal }) => signal.from.kind === "prometheus");
  const panels = resolved.systems.flatMap(({ dashboards }) => dashboards.flatMap(({ panels: all }) => all));
  const measures: Measure[] = [
    ...panels.map(({ show }) => show).filter((show) => sourceOf(show).kind === "prometheus"),
    ...slos.flatMap((slo): Measure[] => [
      { kind: "sli", slo },
      { kind: "budget-left", slo },
      { kind: "burn-rate", slo, over: 3600 },
    ]),
  ];
  const queries = [...alerts.map(({ when }) => conditionQuery(when)), ...recordings.map(({ expr }) => expr), ...measures.map(measureQuery)];

  it("is PromQL", () => {
    expect(queries.length).toBeGreaterThan(50);
    expect(queries.flatMap(faults)).toEqual([]);
  });
  it("asks for its environment alone", () => {
    const selectors = queries.filter((query) => query.includes("{"));
    expect(selectors.filter((query) => !query.includes(`env="${resolved.environment.id}"`))).toEqual([]);
  });
  it("divides by nothing that can be zero", () => {
    for (const query of queries) expect(query).not.toMatch(/\/\n?\s*sum_over_time/);
  });
  it("reads no window of more than five minutes from raw counters", () => {
    for (const { expr } of recordings)
      for (const [, seconds = ""] of expr.matchAll(/\[(\d+)s\]/g)) expect(Number(seconds)).toBeLessThanOrEqual(300);
    for (const { when } of alerts) expect(conditionQuery(when)).not.toContain("rate(");
  });
  it("records each series once", () => {
    const ids = recordings.map(({ name, labels }) => JSON.stringify([name, labels]));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("selectors", () => {
  it("are sorted by label", () => {
    expect(selector("x", { b: { is: "2" } }, { a: { is: "1" } })).toBe('x{a="1",b="2"}');
  });
  it("escape what would end or change a text", () => {
    expect(selector("x", { a: { is: 'say "hi"\\\n' } })).toBe('x{a="say \\"hi\\"\\\\\\n"}');
  });
  it("take regular expressions literally, and always whole", () => {
    expect(selector("x", { a: { startsWith: "5." } })).toBe('x{a=~"5\\\\..*"}');
    expect(selector("x", { a: { anyOf: ["b|c", "a+"] } })).toBe('x{a=~"a\\\\+|b\\\\|c"}');
  });
  it("an odd text is still PromQL", () => {
    for (const odd of ['"', "\\", "a{b}", "(", "*", "[", "^$", "\n", "é", "`"])
      for (const matcher of [{ is: odd }, { startsWith: odd }, { anyOf: [odd, "x"] }])
        expect(faults(selector("x", { a: matcher }))).toEqual([]);
  });
  it("two matchers on one label both hold", () => {
    expect(selector("x", { a: { startsWith: "4" } }, { a: { is: "404" } })).toBe('x{a="404",a=~"4.*"}');
  });
});

describe("the spelling of a bucket's bound", () => {
  it.each([
    [new Fraction(30), ["30", "30.0"]],
    [new Fraction(1, 5), ["0.2"]],
    [new Fraction(1_000_000), ["1000000", "1000000.0", "1e+06"]],
    [new Fraction(1, 20_000), ["0.00005", "5e-05", "5.0E-5"]],
    [new Fraction(1_048_576), ["1048576", "1048576.0", "1.048576e+06"]],
    [new Fraction(16_777_216), ["16777216", "16777216.0", "1.6777216e+07", "1.6777216E7"]],
    [new Fraction("0.7999999999999999"), ["0.7999999999999999"]],
    [new Fraction(1, 10_000_000), ["0.0000001", "1e-07", "1.0E-7", "1e-7"]],
    [new Fraction(10n ** 21n), ["1000000000000000000000", "1000000000000000000000.0", "1e+21", "1.0E21"]],
  ])("of %s is any of %j", (bound, spellings) => {
    expect(bucketMatcher(bound)).toEqual({ le: { anyOf: spellings } });
  });
});

describe("tiles", () => {
  it.each([
    [15, 75],
    [30, 90],
    [60, 180],
    [120, 360],
  ])("at a scrape of %i s look back %i s: to the sample before the minute, and over three scrapes", (scrape, window) => {
    expect(tileWindow(scrape)).toBe(window);
  });
});
