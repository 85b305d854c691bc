import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { leavesOf } from "../../../model/condition.ts";
import { partsOf, withoutExpression } from "../../../model/matcher.ts";
import type { Condition, Matcher, Matchers, Metric, Pattern } from "../../../model/resolved.ts";
import { filter, guardQuery, Inexpressible, indicator, measureQuery, monitorQuery, shareQuery } from "../../../queries/datadog.ts";
import { datadogOf } from "../../components/datadog/catalog.ts";
import { type Expression, parseExpression, parseMonitor, passes, type TagFilter } from "./grammar.ts";

const catalogs = (["small", "products", "artificial"] as const).map((which) => ({ which, own: datadogOf(which) }));
const leaves = catalogs.flatMap(({ which, own }) =>
  own.alerts.flatMap((alert) => leavesOf(alert.when).map((leaf) => ({ name: `${which} ${alert.name} ${leaf.kind}`, alert, leaf }))),
);
const of = <Kind extends Condition["kind"]>(kind: Kind) =>
  leaves.flatMap(({ name, alert, leaf }) =>
    leaf.kind === kind ? [{ name, alert, leaf: leaf as Extract<Condition, { kind: Kind }> }] : [],
  );

/** The filter that matchers mean, as the grammar reads it: sorted by tag. */
function meant(...filters: readonly Matchers[]): TagFilter {
  const parts = filters
    .flatMap((where) => Object.entries(where))
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .flatMap(([tag, matcher]) => meantOf(tag, matcher));
  const [only, ...more] = parts;
  if (!only) return { every: true };
  return more.length === 0 ? only : { and: parts };
}

/** What is to be, and what is not: one test for all values, and one for each beginning. */
function meantOf(tag: string, matcher: Matcher): TagFilter[] {
  const tests = (patterns: readonly Pattern[]): TagFilter[] => {
    const plain = patterns.flatMap((pattern) => withoutExpression(pattern) ?? []);
    const values = plain.flatMap((one) => ("is" in one ? [one.is.toLowerCase()] : [])).sort();
    const [only, ...more] = values;
    return [
      ...(only === undefined ? [] : [more.length === 0 ? { tag, is: only } : { tag, in: values }]),
      ...plain.flatMap((one) => ("startsWith" in one ? [{ tag, startsWith: one.startsWith.toLowerCase() }] : [])),
    ];
  };
  const { some, none } = partsOf(matcher);
  const positive = tests(some);
  return [...(positive.length > 1 ? [{ or: positive }] : positive), ...tests(none).map((not) => ({ not }))];
}

const parts = (one: TagFilter): readonly TagFilter[] => ("and" in one ? one.and : [one]);

/** What does not fit one of the matchers, each of texts alone. */
function meantOtherwise(good: Matchers): TagFilter {
  const opposite = (one: TagFilter): TagFilter => ("not" in one ? one.not : { not: one });
  return { or: Object.entries(good).flatMap(([tag, matcher]) => meantOf(tag, matcher).map(opposite)) };
}

function metricOf(expression: Expression): Extract<Expression, { metric: string }> {
  if ("metric" in expression) return expression;
  throw new Error(`no metric: ${JSON.stringify(expression)}`);
}

/** What the bad events, and all events, of a signal are, told from the catalog alone. */
function expected(leaf: Extract<Condition, { kind: "bad-share" }>): { bad: object; total: object } {
  const { signal } = leaf;
  if (signal.kind !== "events") throw new Error("minutes are not counted by monitors");
  const space = signal.metric.kind === "distribution" ? "count" : "sum";
  const total = { metric: signal.metric.name, space, filter: meant(signal.where), by: signal.groups?.by ?? [], as: "count" };
  if ("overBound" in signal.bad) return { total, bad: { ...total, values: { compare: ">", bound: signal.bad.overBound.valueOf() } } };
  if ("upToBound" in signal.bad) return { total, bad: { ...total, values: { compare: "<=", bound: signal.bad.upToBound.valueOf() } } };
  if ("metric" in signal.bad) return { total, bad: { ...total, metric: signal.bad.metric.name, filter: meant(signal.bad.where) } };
  if ("allBut" in signal.bad)
    return { total, bad: { ...total, filter: { and: [...parts(meant(signal.where)), meantOtherwise(signal.bad.allBut)] } } };
  if (!("filter" in signal.bad)) throw new Error(`${signal.path}: no filter`);
  return { total, bad: { ...total, filter: meant(signal.where, signal.bad.filter) } };
}

describe("every share of events is a ratio of two counts over one window", () => {
  const shares = of("bad-share").filter(({ leaf }) => leaf.signal.kind === "events" && leaf.over <= 604_800);
  test("there are shares to look at", () => expect(shares.length).toBeGreaterThan(10));
  test.each(shares)("$name", ({ leaf }) => {
    const { query, critical } = shareQuery(leaf);
    const tree = parseMonitor(query);
    const { bad, total } = expected(leaf);
    expect(tree).toEqual({
      time: "sum",
      window: leaf.over,
      compare: leaf.inclusive ? ">=" : ">",
      threshold: critical,
      expression: { operator: "/", left: bad, right: total },
    });
    expect(new Fraction(critical).equals(leaf.above)).toBe(true);
    if (leaf.least === 0) return;
    expect(parseMonitor(guardQuery(leaf).query)).toEqual({
      time: "sum",
      window: leaf.over,
      compare: ">=",
      threshold: String(leaf.least),
      expression: bad,
    });
  });
});

describe("every value holds over its whole window", () => {
  test.each(of("value"))("$name", ({ leaf, alert }) => {
    const tree = parseMonitor(monitorQuery(leaf, alert.for).query);
    expect(tree.time).toBe(leaf.compare === "above" ? "min" : "max");
    expect(tree.window).toBe(Math.max(60, alert.for));
    expect(tree.compare).toBe(leaf.compare === "above" ? ">" : "<");
    expect(new Fraction(tree.threshold).equals(leaf.threshold)).toBe(true);
    const gauge = ({ metric, where }: { metric: Metric; where: Matchers }) => ({
      metric: metric.name,
      space: leaf.signal.across,
      filter: meant(where),
      by: leaf.signal.by,
    });
    const { outOf } = leaf.signal;
    expect(tree.expression).toEqual(outOf ? { operator: "/", left: gauge(leaf.signal), right: gauge(outOf) } : gauge(leaf.signal));
  });
});

describe("every count is a sum of increments over its window", () => {
  test.each(of("count").filter(({ alert }) => alert.for === 0))("$name", ({ leaf }) => {
    const tree = parseMonitor(monitorQuery(leaf, 0).query);
    expect(tree).toMatchObject({ time: "sum", window: leaf.over, compare: leaf.compare === "above" ? ">" : "<" });
    expect(Number(tree.threshold)).toBe(leaf.threshold.valueOf());
    expect(metricOf(tree.expression)).toMatchObject({ metric: leaf.signal.metric.name, filter: meant(leaf.signal.where), as: "count" });
  });
});

describe("every absence is a condition that never holds, on the series that are missed", () => {
  test.each(of("absent"))("$name", ({ leaf, alert }) => {
    const tree = parseMonitor(monitorQuery(leaf, alert.for).query);
    expect(tree).toMatchObject({ window: alert.for, compare: "<", threshold: "0" });
    const counted = "call" in tree.expression ? tree.expression.of : tree.expression;
    expect("call" in tree.expression ? tree.expression.call : tree.time).toBe(leaf.signal.metric.kind === "gauge" ? "abs" : "sum");
    expect(metricOf(counted)).toMatchObject({ metric: leaf.signal.metric.name, filter: meant(leaf.signal.where) });
  });
});

describe("good events of an SLO are all that are not bad", () => {
  const tags = [
    { env: "production", service: "web", status: "503", route: "/inbox" },
    { env: "production", service: "web", status: "503", route: "/sent" },
    { env: "production", service: "web", status: "200" },
    { env: "production", service: "web" },
    { env: "staging", service: "web", status: "503", route: "/inbox" },
  ];
  test.each(["success", "answered"])("%s: each series is good or bad, never both, never neither", (id) => {
    const signal = catalogs[0]?.own.resolved.systems[0]?.services[0]?.signals.find((one) => one.id === id);
    if (signal?.kind !== "events") throw new Error(`${id} is no signal of events`);
    const measured = indicator(signal);
    if (measured.kind !== "metric") throw new Error("events are counted");
    const [good, all] = [measured.numerator, measured.denominator].map((query) => metricOf(parseExpression(query)).filter);
    const share = { kind: "bad-share" as const, signal, above: new Fraction(1, 2), over: 300, least: 0 };
    const ratio = parseMonitor(shareQuery(share).query).expression;
    const bad = "left" in ratio ? metricOf(ratio.left).filter : undefined;
    if (!good || !all || !bad) throw new Error("a filter is missing");
    for (const series of tags) {
      const [isGood, isBad, isAny] = [good, bad, all].map((one) => passes(one, series));
      expect(isGood !== isBad, JSON.stringify(series)).toBe(isAny);
    }
  });
});

describe("a time slice of failures is a ratio of two counts, and of a share of two gauges", () => {
  const [silos] = datadogOf("artificial").resolved.systems.flatMap(({ services }) => services.filter(({ id }) => id === "silos"));
  const minutes = (id: string) => {
    const signal = silos?.signals.find((one) => one.id === id);
    if (signal?.kind !== "slices") throw new Error(`${id} is no time-slice SLI`);
    return indicator(signal);
  };
  test("any failure counts, and without events there is no share", () => {
    expect(minutes("loaded")).toEqual({
      kind: "time_slice",
      queries: [
        { name: "bad", query: "sum:harbor.loads{env:live AND outcome:jammed AND region:one AND service:silos}.as_count()" },
        { name: "total", query: "sum:harbor.loads{env:live AND region:one AND service:silos}.as_count()" },
      ],
      formula: "default_zero(bad) / total",
      comparator: "<=",
      threshold: 0.01,
    });
  });
  test("so is one of a gauge that is a share of another", () => {
    const where = "{env:live AND region:one AND service:silos}";
    expect(minutes("filled")).toEqual({
      kind: "time_slice",
      queries: [
        { name: "value", query: `sum:harbor.silo.grain${where}` },
        { name: "whole", query: `sum:harbor.silo.size${where}` },
      ],
      formula: "value / whole",
      comparator: "<=",
      threshold: 0.9,
    });
  });
  test("a minute with too few events has no share", () => {
    expect(minutes("loaded-rye")).toMatchObject({ formula: "default_zero(bad) / cutoff_min(total, 10)", threshold: 0.02 });
  });
});

describe("widgets", () => {
  const lines = catalogs.flatMap(({ which, own }) =>
    own.dashboards.flatMap((spec) =>
      spec.rows.flatMap((row) =>
        row.panels.flatMap((panel) => panel.lines.map((line) => ({ name: `${which} ${spec.name} ${panel.id}`, line }))),
      ),
    ),
  );
  test.each(lines)("$name parses, and asks for the environment", ({ line }) => {
    const measured = measureQuery(line.measure);
    if (measured.kind === "slo") return expect(measured.slo.window).toBeGreaterThan(0);
    for (const query of measured.queries) {
      if (!("query" in query)) continue;
      const { filter: scope } = metricOf(parseExpression(query.query));
      expect(passes(scope, {})).toBe(false);
      expect(JSON.stringify(scope)).toContain('"env"');
    }
    expect(measured.queries.length).toBeGreaterThan(0);
  });
});

describe("filters", () => {
  test("values are asked for as they are stored: in lower case", () => {
    expect(filter({ method: { is: "GET" }, region: { anyOf: ["EU-1", "us-1"] } })).toBe("{method:get AND region IN (eu-1, us-1)}");
  });
  test("one value of a list needs no list, and no matcher selects everything", () => {
    expect(filter({ a: { anyOf: ["x"] } })).toBe("{a:x}");
    expect(filter({})).toBe("{*}");
  });
  test("what is left out is left out as a whole", () => {
    expect(filter({ env: { is: "a" } }, { status: { anyOf: ["500", "503"] }, route: { startsWith: "/in" } })).toBe(
      "{env:a AND (NOT route:/in* OR status NOT IN (500, 503))}",
    );
  });
  test.each([
    ["a blank", { status: { is: "internal error" } }],
    ["a star", { path: { is: "/a*" } }],
    ["braces", { path: { startsWith: "{id}" } }],
    ["a comma", { list: { anyOf: ["a,b"] } }],
    ["a colon at its end", { a: { is: "b:" } }],
    ["nothing", { a: { is: "" } }],
    ["a key in capitals", { Status: { is: "a" } }],
    ["more than 200 characters", { a: { is: "x".repeat(199) } }],
  ] as const)("a tag with %s is refused, because no stored tag has it", (_, where) => {
    expect(() => filter(where)).toThrow(Inexpressible);
  });
});

test("the budget of several SLOs is refused, with what shows the same", () => {
  const slo = datadogOf("artificial").resolved.systems.flatMap(({ services }) => services.flatMap(({ slos }) => slos))[0];
  if (!slo) throw new Error("no SLO");
  const of = [slo, slo].map((one) => ({ slo: one, weight: new Fraction(1) }));
  expect(() => measureQuery({ kind: "budget", join: "worst", of, by: [] })).toThrow(/beside each other in the overviews/);
});
