import { beforeAll, expect, it } from "vitest";
import { simulate } from "../../analysis/prove/promtool.ts";
import type { Simulation } from "../../analysis/prove/simulation.ts";

/** Minutes on two idle cores, several times that beside other work (ms). */
const mostTime = 900_000;

/** One test for each simulation; all of them run in one call of promtool before the first. */
export function holds(simulations: readonly Simulation[]): void {
  let verdicts = new Map<string, string>();
  beforeAll(async () => {
    verdicts = await simulate(simulations);
  }, mostTime);
  it("has something to simulate, each by its own name", () => {
    expect(new Set(simulations.map(({ name }) => name)).size).toBe(simulations.length);
    expect(simulations.length).toBeGreaterThan(0);
  });
  it.each(simulations.map(({ name }) => name))("%s", (name) => {
    expect(verdicts.get(name)).toBe("");
  });
}
