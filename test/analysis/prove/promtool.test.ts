import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findPrometheus, simulate } from "../../../analysis/prove/prometheus.ts";
import { promtool, simulateByPromtool } from "../../../analysis/prove/promtool.ts";
import type { Simulation } from "../../../analysis/prove/simulation.ts";
import { planOf } from "../../../analysis/prove/simulations.ts";
import { watched } from "../../../analysis/prove/watch.ts";
import { soundCatalog } from "../../prometheus/catalog.ts";
import { quickOfEach } from "./shortest.ts";

/*
 * Rules are proved by Prometheus' rule manager, which takes them one after the other where it can, and asks for all rounds of a rule at
 * once. promtool evaluates round by round, as a server does: both must say the same.
 */

const chosen = quickOfEach(planOf(soundCatalog("test/catalog"), "prod").simulations);
/** All alerts end, or begin, a minute later than the rules let them. */
const shifted = (one: Simulation, by: readonly [number, number]): Simulation => ({
  ...one,
  name: `${one.name}, by ${by}`,
  fires: Object.fromEntries(
    Object.entries(one.fires).map(([name, times]) => [name, times.map(([from, to]) => [from + by[0], to + by[1]] as const)]),
  ),
});
const isWithin = (fires: Simulation["fires"], minutes: number): boolean =>
  Object.values(fires).every((times) => times.every(([, to]) => to <= minutes));
const wrong = chosen
  .slice(0, 12)
  .flatMap((one) => [shifted(one, [1, 0]), shifted(one, [0, 1])])
  .filter(({ fires, minutes }) => isWithin(fires, minutes));

describe("promtool and the rule manager agree", () => {
  it("that the shortest simulation of each kind holds", async () => {
    expect(await findPrometheus()).not.toBe(simulateByPromtool);
    expect(chosen.length).toBeGreaterThan(20);
    const all = [await simulate(chosen), await simulateByPromtool(chosen)];
    expect(all.map((said) => [...said].filter(([, what]) => what !== ""))).toEqual([[], []]);
    expect(all.map(({ size }) => size)).toEqual([chosen.length, chosen.length]);
  });

  it("that it does not hold a minute beside", async () => {
    expect(wrong.length).toBeGreaterThan(12);
    for (const said of [await simulate(wrong), await simulateByPromtool(wrong)])
      expect([...said].filter(([, what]) => what === "").map(([name]) => name)).toEqual([]);
  });
});

describe("rules that read what is made behind them", () => {
  const folder = mkdtempSync(join(tmpdir(), "slostack-ahead-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const rules = JSON.stringify({
    groups: [
      {
        name: "ahead",
        interval: "1m",
        rules: [
          { record: "steps", expr: "(steps or vector(0)) + 1" },
          { alert: "Late", expr: "doubled >= 6", for: "1m" },
          { record: "doubled", expr: "2 * steps" },
          { alert: "AfterLate", expr: `count(ALERTS{alertname="Late",alertstate="firing"}) and on() count_over_time(x[2m]) >= 2` },
        ],
      },
    ],
  });
  const series = [{ series: "x", values: "1 _ 1 1 1 _ _ 1 1" }];

  it("see the round before, as in promtool", async () => {
    const queries = [0, 1, 5].flatMap((minute) => ["steps", "doubled"].map((expr) => ({ expr, at: minute * 60 })));
    const [seen] = await watched([{ tick: 60_000, series, rules, step: 60, length: 480, queries }]);
    expect(seen?.fires).toEqual({
      Late: [[240, 540]],
      AfterLate: [
        [240, 300],
        [480, 540],
      ],
    });
    expect(seen?.answers.map(({ values }) => values[0]?.value)).toEqual([1, 2, 2, 4, 6, 12]);

    writeFileSync(join(folder, "rules.json"), rules);
    const alert = (alertname: string, minutes: readonly number[]) =>
      Array.from({ length: 9 }, (_, minute) => ({
        expr: `ALERTS{alertname="${alertname}",alertstate="firing"}`,
        eval_time: `${minute}m`,
        exp_samples: minutes.includes(minute) ? [{ labels: `ALERTS{alertname="${alertname}",alertstate="firing"}`, value: 1 }] : [],
      }));
    const test = {
      rule_files: ["rules.json"],
      evaluation_interval: "1m",
      tests: [
        { interval: "1m", input_series: series, promql_expr_test: [...alert("Late", [4, 5, 6, 7, 8]), ...alert("AfterLate", [4, 8])] },
      ],
    };
    writeFileSync(join(folder, "test.json"), JSON.stringify(test));
    expect(execFileSync(await promtool(), ["test", "rules", join(folder, "test.json")], { encoding: "utf8" })).toContain("SUCCESS");
  });
});
