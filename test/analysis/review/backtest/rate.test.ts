import { describe, expect, it } from "vitest";
import { rate } from "../../../../analysis/review/backtest/rate.ts";

/** Samples by second, and the window of a minute and a scrape that ends at its last. */
function perSecond(samples: readonly (readonly [second: number, value: number])[], at: number, window = 75): number | undefined {
  const times = Float64Array.from(samples, ([second]) => second * 1000);
  const values = Float64Array.from(samples, ([, value]) => value);
  return rate(times, values, 0, samples.length, at * 1000, window * 1000);
}

describe("the rate of a counter", () => {
  it.each([
    [
      "reaches to both edges where samples are near them",
      [
        [15, 100],
        [30, 110],
        [45, 120],
        [60, 130],
        [75, 140],
      ],
      75,
      40 / 60,
    ],
    [
      "takes a reset back",
      [
        [15, 100],
        [30, 110],
        [45, 5],
        [60, 15],
        [75, 25],
      ],
      75,
      (35 + 0) / 60,
    ],
    [
      "goes half a step beyond a lone pair",
      [
        [30, 1000],
        [40, 1010],
      ],
      75,
      (10 * ((10 + 5 + 5) / 10)) / 75,
    ],
    [
      "does not begin a counter below zero",
      [
        [30, 1],
        [45, 11],
        [60, 21],
        [75, 31],
      ],
      75,
      (30 * ((45 + 1.5) / 45)) / 75,
    ],
    ["is none of one sample", [[60, 5]], 75, undefined],
  ] as const)("%s", (_name, samples, at, expected) => {
    const found = perSecond(samples, at);
    if (expected === undefined) expect(found).toBeUndefined();
    else expect(found).toBeCloseTo(expected, 12);
  });
});
