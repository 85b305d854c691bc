import { describe, expect, it } from "vitest";
import { anyOf, firingOf } from "../../../../analysis/review/backtest/state.ts";

/** A line of evaluations, `x` where the condition holds; when it fires, as the same line with `F`. */
function fires(line: string, patience: { for?: number; keepFiringFor?: number }, step = 60): string {
  const grid = { from: 0, step, length: line.length };
  const stretches = firingOf((moment) => line[moment / step] === "x", grid, { for: 0, keepFiringFor: 0, ...patience });
  return [...line].map((_, at) => (stretches.some(([from, to]) => from <= at && at < to) ? "F" : ".")).join("");
}

describe("the states of an alert", () => {
  it.each([
    ["fires at once without a time to hold", ".xx.x.", {}, ".FF.F."],
    ["fires in the first evaluation after its time", "xxxx.xx.xxxxx", { for: 120 }, "..FF......FFF"],
    ["counts a time that is no multiple of its interval to the next evaluation", "xxxxx", { for: 90 }, "..FFF"],
    ["is kept from the first evaluation in which the condition is over", "xx.......", { keepFiringFor: 180 }, "FFFFF...."],
    ["is kept again from the beginning when the condition came back", "xx..x......", { keepFiringFor: 180 }, "FFFFFFFF..."],
    ["needs no new time to hold while it is kept", "xxx.xx....", { for: 120, keepFiringFor: 120 }, "..FFFFFF.."],
    ["is not kept where it never fired", "x....x....", { for: 120, keepFiringFor: 120 }, ".........."],
    ["is open at the end", "..xx", { for: 60 }, "...F"],
  ])("%s", (_name, line, patience, expected) => {
    expect(fires(line, patience)).toBe(expected);
  });

  it("joins the series of an alert, and what touches", () => {
    expect(
      anyOf([
        [[5, 9]],
        [
          [1, 3],
          [8, 12],
        ],
        [[12, 13]],
        [[20, 21]],
      ]),
    ).toEqual([
      [1, 3],
      [5, 13],
      [20, 21],
    ]);
    expect(anyOf([[], []])).toEqual([]);
  });
});
