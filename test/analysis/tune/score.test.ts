import { describe, expect, test } from "vitest";
import { isAsGood, latenessOf, longestDelay, medianDelay, type Score, scoreOf, weekly } from "../../../analysis/tune/score.ts";

const span = { from: 1000, to: 1000 + 14 * 86_400 };
const incident = (id: string, from: number, to: number) => ({ id, title: id, from, to, services: ["shop/web"] });
const scoreWith = (delays: Record<string, number>): Score => ({
  span,
  incidents: Object.keys(delays).length,
  delays: new Map(Object.entries(delays)),
  pages: 0,
  outside: 0,
});

describe("what a page would have done", () => {
  const incidents = [incident("early", 500, 2000), incident("seen", 5000, 8000), incident("missed", 20_000, 21_000)];

  test("counts what begins in the span, and delays from the beginning of each incident", () => {
    const firings = [900, 4900, 7000, 30_000].map((from) => ({ from, to: from + 200 }));
    expect(scoreOf(firings, incidents, span)).toEqual({ span, incidents: 2, delays: new Map([["seen", 0]]), pages: 3, outside: 1 });
  });

  test("an incident that lasts beyond the span counts with its page there", () => {
    const first = { from: 0, to: 6000 };
    expect(scoreOf([{ from: 6500, to: 7000 }], incidents, first)).toMatchObject({ incidents: 2, pages: 0 });
    expect(scoreOf([{ from: 6500, to: 7000 }], incidents, first).delays).toEqual(new Map([["seen", 1500]]));
  });

  test("a firing that ends where an incident begins does not see it", () => {
    expect(scoreOf([{ from: 4000, to: 5000 }], incidents, span)).toMatchObject({ delays: new Map(), pages: 1, outside: 1 });
  });

  test("has a median that occurred, a longest, and pages a week", () => {
    const score = scoreWith({ a: 60, b: 180, c: 300, d: 900 });
    expect([medianDelay(score), longestDelay(score), weekly(3, score)]).toEqual([180, 900, 1.5]);
    expect([medianDelay(scoreWith({})), longestDelay(scoreWith({}))]).toEqual([0, 0]);
  });
});

describe("is as good as another", () => {
  const present = scoreWith({ a: 60, b: 120, c: 300, d: 600, e: 0 });
  const asked = { later: 300, part: 0.25 };

  test.each<[string, Record<string, number>, boolean]>([
    ["itself", { a: 60, b: 120, c: 300, d: 600, e: 0 }, true],
    ["one of four is late by more than five minutes", { a: 60, b: 120, c: 300, d: 901, e: 0 }, true],
    ["two of four are", { a: 60, b: 120, c: 601, d: 901, e: 0 }, false],
    ["the median is later by a second", { a: 61, b: 121, c: 301, d: 600, e: 0 }, false],
    ["where the other had fired before, nothing is compared", { a: 60, b: 120, c: 300, d: 600, e: 5000 }, true],
    ["an incident is missed", { a: 60, b: 120, c: 300, d: 600 }, false],
    ["more are seen, and earlier", { a: 0, b: 0, c: 0, d: 0, e: 0, f: 0 }, true],
  ])("%s", (_, delays, is) => {
    expect(isAsGood(scoreWith(delays), present, asked)).toBe(is);
  });

  test("lateness is that of incidents that both see", () => {
    expect(latenessOf(scoreWith({ a: 120, c: 60 }), present)).toEqual([60, -240]);
  });
});
