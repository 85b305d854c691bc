import { availableParallelism } from "node:os";
import { beforeAll, expect, it } from "vitest";
import { findPrometheus, simulate } from "../../analysis/prove/prometheus.ts";
import { inParts } from "../../analysis/prove/prove.ts";
import type { Simulation } from "../../analysis/prove/simulation.ts";

/** Minutes on two idle cores, several times that beside other work (ms). */
const mostTime = 1_800_000;

/** One test for each simulation; all of them run before the first, in a process for each processor. */
export function holds(simulations: readonly Simulation[]): void {
  let verdicts = new Map<string, string>();
  beforeAll(async () => {
    // Found once, before several calls would build it at the same time.
    await findPrometheus();
    verdicts = await inParts(simulations, { jobs: availableParallelism(), run: simulate });
  }, mostTime);
  it("has something to simulate, each by its own name", () => {
    expect(new Set(simulations.map(({ name }) => name)).size).toBe(simulations.length);
    expect(simulations.length).toBeGreaterThan(0);
  });
  it.each(simulations.map(({ name }) => name))("%s", (name) => {
    expect(verdicts.get(name)).toBe("");
  });
}
