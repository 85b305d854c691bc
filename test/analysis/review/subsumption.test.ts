import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { asBad, isMatchedBy, widerValue } from "../../../analysis/review/difference/subsumption.ts";
import type { EventsSignal, Matcher, Metric, SlicesSignal, ValueSignal } from "../../../model/resolved.ts";
import { metric } from "../../dashboards/small.ts";

const counter = metric("counter", "requests");
const base = { id: "one", formerly: [], source: [], path: "shop/cart/one", system: "shop", service: "cart", environment: "prod" };
const events = (bad: EventsSignal["bad"], where = counter.where): EventsSignal => ({
  ...base,
  kind: "events",
  metric: counter,
  from: counter.from,
  where,
  bad,
});
const filter = (status: Matcher, more: Record<string, Matcher> = {}) => events({ filter: { status, ...more } });
const upTo = (bound: number) => events({ upToBound: new Fraction(bound) });
const over = (bound: number) => events({ overBound: new Fraction(bound) });

describe("whether a matcher takes all that another takes", () => {
  const label = (matcher: Matcher) => ({ status: matcher });
  test.each<[name: string, outer: Matcher, inner: Matcher, takes: boolean]>([
    ["the same text", { is: "500" }, { is: "500" }, true],
    ["another text", { is: "500" }, { is: "502" }, false],
    ["one of several", { anyOf: ["500", "502"] }, { is: "502" }, true],
    ["more than it has", { anyOf: ["500", "502"] }, { anyOf: ["500", "503"] }, false],
    ["what begins alike", { startsWith: "5" }, { anyOf: ["500", "502"] }, true],
    ["what begins otherwise", { startsWith: "5" }, { anyOf: ["500", "404"] }, false],
    ["a longer beginning", { startsWith: "5" }, { startsWith: "50" }, true],
    ["a shorter beginning", { startsWith: "50" }, { startsWith: "5" }, false],
    ["every text that begins so", { is: "500" }, { startsWith: "500" }, false],
  ])("%s", (_name, outer, inner, takes) => {
    expect(isMatchedBy(label(outer), label(inner))).toBe(takes);
  });

  test("a label without a matcher takes anything", () => {
    expect(isMatchedBy({}, label({ is: "500" }))).toBe(true);
    expect(isMatchedBy(label({ is: "500" }), {})).toBe(false);
  });
});

describe("whether a signal counts at least the same as bad", () => {
  const p = (quantile: number, under: number): SlicesSignal => ({
    ...base,
    kind: "slices",
    metric: counter,
    from: counter.from,
    where: counter.where,
    measure: { quantile: new Fraction(quantile, 100) },
    good: { under: new Fraction(under) },
  });
  const failed = (status: Matcher, under: number, least = 1): SlicesSignal => ({
    ...p(95, 1),
    measure: { failed: { status }, least },
    good: { under: new Fraction(under, 100) },
  });
  const each = (under: number): SlicesSignal => ({ ...p(95, under), measure: { each: true } });
  const highest = (under: number): SlicesSignal => ({ ...p(95, under), measure: { across: "max" } });
  const of = (series: Metric, bad: EventsSignal["bad"]) => ({ ...events(bad), metric: series });
  const other = metric("counter", "answers");
  const but = (status: Matcher, more: Record<string, Matcher> = {}) => events({ allBut: { status, ...more } });
  const served = (status: Matcher, series = other) => events({ good: series, where: { status } });
  const not = (...values: string[]): Matcher => ({ some: [], none: values.map((is) => ({ is })) });
  test.each<[name: string, wider: Parameters<typeof asBad>[0], narrow: Parameters<typeof asBad>[1]]>([
    ["a wider filter", filter({ startsWith: "5" }), filter({ is: "500" })],
    ["a filter with fewer matchers", filter({ is: "500" }), filter({ is: "500" }, { method: { is: "GET" } })],
    ["a lower bound", over(1), over(2)],
    ["a higher bound of what is too fast", upTo(2), upTo(1)],
    ["a higher quantile", p(99, 1), p(95, 1)],
    ["a lower bound of minutes", p(95, 1), p(95, 2)],
    ["a wider filter of a minute's failures", failed({ startsWith: "5" }, 1), failed({ is: "500" }, 1)],
    ["a lower bound of every series", each(1), each(2)],
    ["a lower share of a minute's failures", failed({ is: "500" }, 1, 20), failed({ is: "500" }, 2, 20)],
    ["fewer good ones", but({ is: "200" }), but({ startsWith: "2" })],
    ["good ones that must fit more", but({ is: "200" }, { method: { is: "GET" } }), but({ is: "200" })],
    ["all but the good ones, and some that are not good", but({ startsWith: "2" }), filter({ startsWith: "5" })],
    ["whatever does not fit both, and what does not fit one", but({ is: "200" }, { method: { is: "GET" } }), filter(not("200"))],
    ["a filter of more than what is not good", filter(not("200")), but({ anyOf: ["200", "204"] })],
  ])("%s", (_name, wider, narrow) => {
    expect([asBad(wider, narrow), asBad(narrow, wider)]).toEqual([true, false]);
  });

  test.each<[name: string, one: Parameters<typeof asBad>[0], two: Parameters<typeof asBad>[1]]>([
    [
      "events of more series: what fails in a few may be little of all",
      filter({ is: "500" }),
      events({ filter: { status: { is: "500" } } }, {}),
    ],
    ["another metric", of(other, { filter: {} }), filter({ is: "500" })],
    ["both sides of a bound", over(1), upTo(1)],
    ["a bound and a filter", over(1), filter({ is: "500" })],
    ["a higher quantile with a higher bound", p(99, 2), p(95, 1)],
    ["minutes and events", p(95, 1), over(1)],
    ["another minimum of events: more minutes may be better ones", failed({ is: "500" }, 1, 20), failed({ is: "500" }, 1, 10)],
    ["minutes of the highest and of every series: the shares are of other slices", each(1), highest(1)],
    ["minutes by a quantile and by their failures", p(95, 1), failed({ is: "500" }, 1)],
    ["bad ones among the good ones", but({ startsWith: "2" }), filter({ anyOf: ["206", "500"] })],
    ["other good ones that another metric counts", served({ is: "full" }), served({ startsWith: "fu" })],
    [
      "what one metric counts as good and another as bad",
      served({ is: "full" }),
      events({ metric: other, where: { status: { is: "full" } } }),
    ],
  ])("nothing is proved of %s", (_name, one, two) => {
    expect([asBad(one, two), asBad(two, one)]).toEqual([false, false]);
  });
});

test("what one writes as bad, or its opposite as good, is the same", () => {
  const [bad, good] = [filter({ some: [], none: [{ is: "200" }] }), events({ allBut: { status: { is: "200" } } })];
  expect([asBad(bad, good), asBad(good, bad)]).toEqual([true, true]);
  const counted = () => events({ good: metric("counter", "answers"), where: { status: { is: "full" } } });
  expect(asBad(counted(), counted())).toBe(true);
});

describe("whether a value is out of bounds whenever another is", () => {
  const gauge = metric("gauge", "depth");
  const value = (across: ValueSignal["across"], by: readonly string[] = [], where = gauge.where): ValueSignal => ({
    ...base,
    kind: "value",
    metric: gauge,
    from: gauge.from,
    where,
    across,
    by,
  });
  const level = (compare: "above" | "below", signal: ValueSignal) => ({ signal, compare });

  test("a share of another gauge is seen by the same share alone", () => {
    const share = (across: ValueSignal["across"], limit = "limit", by: readonly string[] = []) => ({
      ...value(across, by),
      outOf: { metric: metric("gauge", limit), where: gauge.where },
    });
    expect(widerValue(level("above", share("sum")), level("above", share("sum")))).toBe(true);
    expect(widerValue(level("above", share("max")), level("above", share("avg")))).toBe(false);
    expect(widerValue(level("above", share("max")), level("above", share("max", "limit", ["queue"])))).toBe(false);
    expect(widerValue(level("above", share("sum")), level("above", share("sum", "quota")))).toBe(false);
    expect(widerValue(level("above", value("sum")), level("above", share("sum")))).toBe(false);
  });

  test("the highest is above whatever the average is above, and not the other way round", () => {
    expect(widerValue(level("above", value("max")), level("above", value("avg")))).toBe(true);
    expect(widerValue(level("above", value("avg")), level("above", value("max")))).toBe(false);
    expect(widerValue(level("below", value("min")), level("below", value("avg")))).toBe(true);
    expect(widerValue(level("below", value("max")), level("below", value("min")))).toBe(false);
  });

  test("the highest of all groups is the highest of some group", () => {
    expect(widerValue(level("above", value("max")), level("above", value("max", ["queue"])))).toBe(true);
    expect(widerValue(level("above", value("avg")), level("above", value("avg", ["queue"])))).toBe(false);
  });

  test("the highest of more series is no lower; of a sum nothing is known", () => {
    expect(widerValue(level("above", value("max", [], {})), level("above", value("max")))).toBe(true);
    expect(widerValue(level("above", value("sum", [], {})), level("above", value("sum")))).toBe(false);
    expect(widerValue(level("above", value("sum")), level("above", value("max")))).toBe(false);
  });
});
