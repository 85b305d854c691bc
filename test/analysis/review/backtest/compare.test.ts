import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alertOf, watch } from "../../../../analysis/prove/watched.ts";
import { compare } from "../../../../analysis/review/backtest/compare.ts";
import type { Firing } from "../../../../analysis/review/backtest/evaluate.ts";
import type { Loudness, PlayedPair } from "../../../../analysis/review/backtest/played.ts";
import type { Alert } from "../../../../monitors/alert.ts";
import { resolvedCatalog } from "../../../prometheus/catalog.ts";

const alert: Alert = alertOf(watch(resolvedCatalog("test/products/catalog")), "hastecrm/api/errors", "threshold");
const hour = 3600;
const span = { from: 0, to: 14 * 24 * hour };
const firings = (...of: readonly (readonly [number, number])[]): Firing[] => of.map(([from, to]) => ({ from, to }));
const side = (of: Firing[], loudness: Loudness = "page") => ({ alert, loudness, firings: of });
const pair = (before: Firing[], after: Firing[]): PlayedPair => ({ before: side(before), after: side(after) });

describe("what changes between two replays", () => {
  test("is how often, how long and how many times a week it fires", () => {
    const { before, after } = compare(pair(firings([0, hour], [2 * hour, 3 * hour]), firings([2 * hour, 4 * hour])), span);
    expect(before).toEqual({ loudness: "page", times: 2, firing: 2 * hour, weekly: 1 });
    expect(after).toEqual({ loudness: "page", times: 1, firing: 2 * hour, weekly: 0.5 });
  });

  test("is what appears, what disappears, and what begins at another time", () => {
    const { appear, disappear, move } = compare(
      pair(firings([0, 100], [1000, 1100], [2000, 2100], [5000, 5100]), firings([1050, 1200], [1990, 2010], [3000, 3100], [5000, 5050])),
      span,
    );
    expect(appear).toEqual(firings([3000, 3100]));
    expect(disappear).toEqual(firings([0, 100]));
    expect(move.map(({ before, after, later }) => [before.from, after.from, later])).toEqual([
      [1000, 1050, 50],
      [2000, 1990, -10],
    ]);
  });

  test("two that become one are the same, and so is one that becomes two", () => {
    const two = firings([0, 100], [200, 300]);
    const one = firings([50, 250]);
    expect(compare(pair(two, one), span)).toMatchObject({ appear: [], disappear: [], move: [{ later: 50 }] });
    expect(compare(pair(one, two), span)).toMatchObject({ appear: [], disappear: [], move: [{ later: -50 }] });
  });

  test("one that begins where another ends is not the same", () => {
    const { appear, disappear, move } = compare(pair(firings([0, 100]), firings([100, 200])), span);
    expect([appear.length, disappear.length, move.length]).toEqual([1, 1, 0]);
  });

  test("counts only what begins in the span, and only the time in it", () => {
    const { after } = compare({ after: side(firings([-hour, hour], [span.to - 60, span.to + hour])) }, span);
    expect(after).toMatchObject({ times: 1, firing: hour + 60 });
  });
});

/** Firings in the order of time that do not touch. */
const anyFirings = fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 })), { maxLength: 20 }).map((gaps) => {
  let at = 0;
  return gaps.map(([pause, length]): Firing => {
    const from = at + pause;
    at = from + length;
    return { from, to: at };
  });
});
const overlaps = (one: Firing, other: Firing) => one.from < other.to && other.from < one.to;

test("what appears overlaps nothing before, what disappears nothing after, and all others overlap", () => {
  fc.assert(
    fc.property(anyFirings, anyFirings, (before, after) => {
      const { appear, disappear, move } = compare(pair(before, after), span);
      expect(appear).toEqual(after.filter((one) => !before.some((other) => overlaps(one, other))));
      expect(disappear).toEqual(before.filter((one) => !after.some((other) => overlaps(one, other))));
      for (const { before: old, after: young, later } of move) expect(later).toBe(young.from - old.from);
      expect(compare(pair(before, before), span)).toMatchObject({ appear: [], disappear: [], move: [] });
    }),
  );
});
