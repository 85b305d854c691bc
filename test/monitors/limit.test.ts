import { randomInt } from "node:crypto";
import Fraction from "fraction.js";
import { describe, expect, it, test } from "vitest";
import { chance } from "../../cli/history/example/chance.ts";
import { explain } from "../../monitors/explain.ts";
import { limitAt, limitOf, runLength, stepOf, thresholdOf } from "../../monitors/limit.ts";
import { resolvedCatalog } from "../prometheus/catalog.ts";

/** Events until a simulated sum reaches the threshold: their mean over so many runs, and its standard error. */
function simulated(share: number, { up, threshold, runs, seed }: { up: number; threshold: number; runs: number; seed: number }) {
  const next = chance(seed);
  const lengths = Array.from({ length: runs }, () => {
    let [sum, events] = [0, 0];
    while (sum < threshold) {
      sum = next() < share ? sum + up : Math.max(0, sum - 1);
      events++;
    }
    return events;
  });
  const mean = lengths.reduce((all, length) => all + length, 0) / runs;
  const variance = lengths.reduce((all, length) => all + (length - mean) ** 2, 0) / (runs - 1);
  return { mean, error: Math.sqrt(variance / runs) };
}

describe("the run length of a sum of scores", () => {
  const seed = randomInt(2 ** 31);
  it.each([
    [0.2, 24, 50],
    [0.05, 78, 218],
    [0.5, 9, 19],
    [0.97, 1, 4],
    [0.99, 1, 7],
    // While nothing is wrong: long, and of chance alone.
    [0.02, 10, 25],
    [0.1, 3, 12],
  ])(`with share %d, steps of %i and threshold %i is that of a simulation (seed ${seed})`, (share, up, threshold) => {
    const { mean, error } = simulated(share, { up, threshold, runs: 4000, seed });
    // Five standard errors: by chance once in a million.
    expect(Math.abs(runLength(share, up, threshold) - mean)).toBeLessThan(5 * error + 1e-9);
  });

  test("of a total outage is the failures that it takes", () => {
    expect(runLength(1, 1, 3)).toBe(3);
    expect(runLength(1, 24, 50)).toBe(3);
    expect(runLength(0.999_999, 24, 50)).toBe(3);
  });

  test("is as long as is asked with the threshold, and not with one less", () => {
    const up = stepOf(0.001, 0.05);
    const threshold = thresholdOf(0.001, up, 3e6);
    expect(runLength(0.001, up, threshold)).toBeGreaterThanOrEqual(3e6);
    expect(runLength(0.001, up, threshold - 1)).toBeLessThan(3e6);
  });
});

describe("the limit of every alert", () => {
  it.each([
    [1, 5],
    [0.2, 23],
    [0.05, 118],
  ])("at 40 requests an hour and a target of 0.999, for a share of %d, is %i minutes", (actual, minutes) => {
    expect(limitAt(new Fraction("0.999"), new Fraction(actual), new Fraction(40))).toBe(minutes * 60);
  });

  it("needs trouble and traffic", () => {
    expect(limitOf({ allowed: 0.001, actual: 0.001, pace: 1 })).toBeUndefined();
    expect(limitOf({ allowed: 0.001, actual: 1, pace: 0 })).toBeUndefined();
  });

  it("comes nearer with traffic and with the share of failures", () => {
    const limit = (actual: number, pace: number) => limitOf({ allowed: 0.001, actual, pace }) ?? Number.NaN;
    for (const pace of [0.1, 1, 5])
      for (const actual of [0.003, 0.02, 0.2]) {
        expect(limit(actual, pace)).toBeGreaterThan(limit(actual, 4 * pace));
        expect(limit(actual, pace)).toBeGreaterThan(limit(3 * actual, pace));
      }
  });

  it("stands beside pages whose signal says how much traffic there is, and only there", () => {
    const explained = (traffic: string | undefined) =>
      explain(
        resolvedCatalog("test/products/catalog", ({ systems, organization }) => {
          for (const policy of Object.values(organization.policies)) Object.assign(policy, { "least-bad-minutes": 4 });
          const signal = systems.find(({ name }) => name === "hasteCRM")?.services.api?.signals.success ?? {};
          Object.assign(signal, { "minimum-traffic": traffic });
        }),
      ).filter(({ name }) => name.startsWith("hastecrm--api--availability--"));
    expect(explained("40/h").map(({ name, limit }) => [name, limit])).toEqual([
      ["hastecrm--api--availability--floor", undefined],
      ["hastecrm--api--availability--page", "at 40/h 100% of failures after 6m (limit 5m), 20% after 30m (23m), 5% after 3h (1h 58m)"],
      ["hastecrm--api--availability--ticket", undefined],
    ]);
    expect(explained(undefined).map(({ limit }) => limit)).toEqual([undefined, undefined, undefined]);
  });
});
