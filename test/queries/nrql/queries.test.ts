import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { parseNrql } from "../../../components/newrelic/fake/nrql.ts";
import { newRelicSource } from "../../../components/newrelic/source.ts";
import type { AlertCondition } from "../../../model/condition.ts";
import type { Metric, SourceOf } from "../../../model/resolved.ts";
import { conditionQuery, Inexpressible, measureQuery } from "../../../queries/nrql.ts";
import * as small from "../../dashboards/small.ts";
import { holds } from "./evaluator.ts";

const from: SourceOf<"newrelic"> = {
  id: "apm",
  source: [],
  kind: "newrelic",
  evaluator: "newrelic",
  scrape: 60,
  evaluate: 60,
  owner: small.team,
  severity: small.warning,
  runbook: small.runbook,
  environment: { environment: { is: "production" } },
  traits: newRelicSource.traits,
};
const where = from.environment;
const metric = (kind: Metric["kind"], name: string, more: Partial<Metric> = {}): Metric => ({
  ...small.metric(kind, "some", more),
  from,
  name,
  where,
});
const requests = metric("counter", "Transaction");
const duration = metric("distribution", "Transaction.duration", { unit: "s" });
const pool = metric("gauge", "PlatformSample.pool", { unit: "percent" });
const failing = { ...small.failing("failing", requests), from, where };
const value = { ...small.gaugeOf("pool", pool), from, where };
const count = { ...small.countOf("count", requests), from, where };

const share = (over: number, least = 3): AlertCondition => ({
  kind: "bad-share",
  signal: failing,
  above: new Fraction(1, 20),
  over,
  least,
});

describe("windows overlap by as much as New Relic can", () => {
  test.each([
    [300, 60],
    [7200, 60],
    [10_800, 540],
    [21_600, 900],
  ])("of %d s it ends anew every %d s", (over, every) => {
    const { window, slideBy = 0 } = conditionQuery(share(over), 0);
    expect(window).toBe(over);
    expect(slideBy).toBe(every);
    expect(over % slideBy).toBe(0);
  });
  test("a window of one minute has nothing to overlap with", () => {
    expect(conditionQuery(share(60), 0)).not.toHaveProperty("slideBy");
  });
});

test.each([
  [300, 0, 60],
  [300, 60, 120],
  [300, 300, 360],
  [10_800, 540, 1080],
  [300, 86_340, 86_400],
])("of a window of %d s, what holds for %d s has an answer at both ends: %d s", (over, held, lasts) => {
  expect(conditionQuery(share(over), held).thresholdDuration).toBe(lasts);
});

test("one failure needs no guard, and a share that is reached counts", () => {
  const { query, operator } = conditionQuery({ ...share(300, 1), inclusive: true } as AlertCondition, 0);
  expect(query).toBe("SELECT percentage(count(*), WHERE status LIKE '5%') FROM Transaction WHERE environment = 'production'");
  expect(operator).toBe("above_or_equals");
});

test("bad is what misses one of the good values, or has none", () => {
  const good = { allBut: { status: { anyOf: ["200", "404"] }, verb: { some: [], none: [{ is: "TRACE" }] } } };
  const { query } = conditionQuery({ ...share(300, 1), signal: { ...failing, bad: good } } as AlertCondition, 0);
  expect(query).toBe(
    "SELECT percentage(count(*), WHERE ((status IS NULL OR status NOT IN ('200', '404')) OR (verb IS NOT NULL AND verb = 'TRACE'))) FROM Transaction WHERE environment = 'production'",
  );
});

test("bad is what is at the bound or below it", () => {
  const fast = { ...failing, metric: duration, bad: { upToBound: new Fraction("0.02") } };
  expect(conditionQuery({ ...share(300, 1), signal: fast } as AlertCondition, 0).query).toContain(
    "percentage(count(*), WHERE duration <= 0.02)",
  );
});

test("too few events tell also when there are none at all", () => {
  const few: AlertCondition = { kind: "count", signal: count, compare: "below", threshold: new Fraction(3), over: 600 };
  expect(conditionQuery(few, 0)).toMatchObject({ operator: "below", threshold: 3, lost: { after: 600, opens: true } });
});

test("a value of each host by itself", () => {
  const each: AlertCondition = {
    kind: "value",
    signal: { ...value, across: "avg", by: ["host"] },
    compare: "below",
    threshold: new Fraction(5),
  };
  expect(conditionQuery(each, 120)).toMatchObject({
    query: "SELECT average(pool) FROM PlatformSample WHERE pool IS NOT NULL AND environment = 'production' FACET host",
    thresholdDuration: 120,
  });
});

describe("refuses", () => {
  const slow = small.slowMinutes("slow", duration, 0.95, 2);
  test.each<[string, AlertCondition, number, RegExp]>([
    ["minutes", { kind: "bad-share", signal: slow, above: new Fraction(1, 2), over: 300, least: 0 }, 0, /cannot count bad minutes/],
    ["a window of part of a minute", share(90), 0, /whole number of minutes, not 90s/],
    ["more than six hours", share(25_200), 0, /at most 6h, not 7h/],
    ["a part of an answer", share(300), 30, /cannot hold for 30s/],
    ["a day, which has an answer more", share(300), 86_400, /at most 1439m, not 1d/],
    [
      "a value for more than a day",
      { kind: "value", signal: value, compare: "above", threshold: new Fraction(1) },
      172_800,
      /at most 1d, not 2d/,
    ],
    [
      "a sum of gauges",
      { kind: "value", signal: { ...value, across: "sum" }, compare: "above", threshold: new Fraction(1) },
      0,
      /sum would grow/,
    ],
    ["silence after three days", { kind: "absent", signal: value }, 259_200, /not after 3d/],
    ["an occurrence", { kind: "occurs", signal: count }, 0, /write a count/],
    ["two conditions", { kind: "all", of: [] }, 0, /joins no others/],
    [
      "six labels",
      { kind: "value", signal: { ...value, by: [..."abcdef"] }, compare: "above", threshold: new Fraction(1) },
      0,
      /at most five/,
    ],
    [
      "bad events of another type",
      {
        kind: "bad-share",
        signal: { ...failing, bad: { metric: metric("counter", "TransactionError"), where: {} } },
        above: new Fraction(1),
        over: 300,
        least: 0,
      },
      0,
      /two event types/,
    ],
    [
      "good events of another type",
      {
        kind: "bad-share",
        signal: { ...failing, bad: { good: metric("counter", "TransactionAnswer"), where: {} } },
        above: new Fraction(1),
        over: 300,
        least: 0,
      },
      0,
      /TransactionAnswer and Transaction are two event types: send one, with an attribute/,
    ],
    ["a counter of an attribute", { kind: "absent", signal: { ...count, metric: metric("counter", "A.b") } }, 60, /its name has no dot/],
    ["a gauge without one", { kind: "absent", signal: { ...value, metric: metric("gauge", "A") } }, 60, /a dot and an attribute/],
  ])("%s", (_, when, held, reason) => {
    const ask = () => conditionQuery(when, held);
    expect(ask).toThrow(Inexpressible);
    expect(ask).toThrow(reason);
  });
});

describe("takes exactly what a matcher means, whatever signs are in it", () => {
  const texts = ["5", "503", "a%c", "abc", "A%C", "it's", "a\\b", "a_c", "axc", "a.c", "`", "GET /x", "5%", "é'", "500"];
  type Listed = { readonly is: string } | { readonly startsWith: string } | { readonly anyOf: readonly string[] };
  const matchers: readonly Listed[] = [
    ...texts.flatMap((text) => [{ is: text }, { startsWith: text }]),
    { anyOf: ["it's", "abc"] },
    { anyOf: ["503", "abc"] },
  ];
  const means = (matcher: Listed, text: string) =>
    "is" in matcher ? text === matcher.is : "startsWith" in matcher ? text.startsWith(matcher.startsWith) : matcher.anyOf.includes(text);

  test.each(matchers)("%j", (matcher) => {
    const { query } = conditionQuery({ kind: "absent", signal: { ...count, where: { "a b": matcher } } }, 300);
    const { where: asked } = parseNrql(query);
    if (!asked) throw new Error(`no predicate: ${query}`);
    for (const text of texts) expect([text, holds(asked, { "a b": text })]).toEqual([text, means(matcher, text)]);
  });
  test("a name that is a word of NRQL, or has a sign, is written in backticks; one with a backtick is refused", () => {
    const asked = (name: string) => conditionQuery({ kind: "absent", signal: { ...count, where: { [name]: { is: "x" } } } }, 300).query;
    expect(asked("limit")).toContain("WHERE `limit` = 'x'");
    expect(asked("http.statusCode")).toContain("WHERE http.statusCode = 'x'");
    expect(() => asked("a`b")).toThrow(Inexpressible);
  });
});

describe("what a panel shows", () => {
  test.each([
    [
      { kind: "rate", metric: requests, by: ["name"] },
      "SELECT rate(count(*), 1 second) FROM Transaction WHERE environment = 'production' FACET name",
    ],
    [
      { kind: "share", signal: failing, by: [] },
      "SELECT percentage(count(*), WHERE status LIKE '5%') FROM Transaction WHERE environment = 'production'",
    ],
    [
      { kind: "quantile", metric: duration, quantile: new Fraction(95, 100), by: [] },
      "SELECT percentile(duration, 95) FROM Transaction WHERE duration IS NOT NULL AND environment = 'production'",
    ],
    [
      { kind: "value", metric: { ...pool, unit: "ratio" }, across: "min", by: [] },
      "SELECT min(pool) * 100 FROM PlatformSample WHERE pool IS NOT NULL AND environment = 'production'",
    ],
  ] as const)("%#", (measure, expected) => {
    expect(measureQuery(measure)).toBe(expected);
    expect(() => parseNrql(expected)).not.toThrow();
  });
  test("no figures of an objective, and no sum of gauges", () => {
    expect(() => measureQuery({ kind: "sli", slo: small.slo("s", failing, "0.99") })).toThrow(Inexpressible);
    expect(() => measureQuery({ kind: "value", metric: pool, across: "sum", by: [] })).toThrow(Inexpressible);
  });
});

describe("the grammar of the tests refuses", () => {
  test.each([
    "SELECT count(*)",
    "SELECT count() FROM T",
    "SELECT max(select) FROM T",
    "SELECT count(*) FROM T WHERE a = 'it's'",
    "SELECT f(x) FROM T",
    "SELECT count(*) FROM T x",
  ])("%s", (query) => {
    expect(() => parseNrql(query)).toThrow(/NRQL Syntax Error/);
  });
});
