import { describe, expect, test } from "vitest";
import { canReplay } from "../../../analysis/review/backtest/evaluate.ts";
import { differenceOf } from "../../../analysis/review/difference.ts";
import { loadCatalog, resolve } from "../../../language.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { blindSpotsOf } from "../../../monitors/blind-spots.ts";
import { ruleInWords } from "../../../monitors/words.ts";
import { Inexpressible, monitorQuery } from "../../../queries/datadog.ts";
import { conditionQuery } from "../../../queries/promql.ts";
import { withCatalog } from "../../model/edited.ts";
import { soundCatalog } from "../../prometheus/catalog.ts";
import { faults } from "../parsed.ts";

const catalog = soundCatalog("test/catalog");
const resolved = resolve(catalog, "prod");
const alerts = alertsOf(resolved);
const alert = (name: string) => {
  const found = alerts.find((one) => one.name === `mill--stones--${name}`);
  if (!found) throw new Error(`no alert ${name}`);
  return found;
};
const where = 'cluster="one",env="prod",service="stones"';

describe("what a gauge was over a time", () => {
  test.each([
    ["flapping", `max by (stone) (changes(stone_turning{${where}}[15m])) > 2`],
    ["hottest", `max(max_over_time(stone_celsius{${where}}[10m])) > 90`],
    ["coldest", `min(min_over_time(stone_celsius{${where}}[10m])) < -5`],
    ["warm", `max by (stone) (avg_over_time(stone_celsius{${where}}[30m])) > 70`],
    ["turned", `min(avg_over_time(stone_turning{${where}}[1h])) < 0.2\nor\nsum(absent(stone_turning{${where}}))`],
  ])("%s is taken of each series before they are aggregated", (name, query) => {
    expect(conditionQuery(alert(name).when)).toBe(query);
    expect(faults(query)).toEqual([]);
  });

  test("is said in words, with what it hides", () => {
    const rule = resolved.systems
      .flatMap(({ services }) => services.flatMap((one) => one.alerts))
      .find(({ path }) => path.endsWith("/flapping"));
    expect(rule && ruleInWords(rule)).toBe("The highest number of changes over 15m of stone_turning (by stone) is above 2, for 5m.");
    expect(blindSpotsOf(alert("flapping").when).join()).toContain("between two scrapes");
    expect(blindSpotsOf(alert("warm").when).join()).toContain("short against 30m");
  });

  test("is not replayed, and Datadog refuses it", () => {
    expect(canReplay(alert("warm"))).toContain("looks back on each series");
    expect(() => monitorQuery(alert("hottest").when as never, 0)).toThrow(Inexpressible);
  });

  test("a review knows that another window is another value", () => {
    const edited = structuredClone(catalog);
    const { warm } = edited.systems.find(({ system }) => system === "mill")?.services.stones?.signals ?? {};
    Object.assign(warm?.value ?? {}, { over: "2h" });
    const found = differenceOf(resolved, resolve(edited, "prod"), undefined, 0);
    expect(found.map(({ direction }) => direction)).toEqual(["blind"]);
    expect(found[0]?.what).toContain("the average over 30m of its series");
  });
});

test.each([
  ["{ above: 80% }", "over: 15m, take: avg", []],
  ["{ above: 3 }", "over: 15m, take: changes", []],
  ["{ above: 3% }", "over: 15m, take: changes", ["unit-mismatch"]],
  ["{ below: 3 }", "over: 15m, take: changes", ["wrong-signal-kind"]],
  ["{ forecast: { above: 90%, within: 4h, from: 1h } }", "over: 15m, take: avg", ["wrong-signal-kind"]],
  ["{ above: 80% }", "over: 90s, take: avg", ["window-unmeasurable"]],
])("%s of %s", (when, window, codes) => {
  const found = withCatalog(
    [
      {
        file: "systems/shop.yaml",
        replace: "busy: { value: { of: load, aggregation: max, by: [core] } }",
        with: `busy: { value: { of: load, ${window}, aggregation: max, by: [core] } }`,
      },
      { file: "systems/shop.yaml", replace: "signal: busy, when: { above: 80% }", with: `signal: busy, when: ${when}` },
    ],
    (directory) => loadCatalog(directory, undefined, Date.parse("2026-11-30T12:00:00Z")).problems.map(({ code }) => code),
  );
  expect(found).toEqual(codes);
});
