import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import type { AlertCondition } from "../../../model/condition.ts";
import { Inexpressible, monitorQuery, occurrenceQuery, percentileOf, windows } from "../../../queries/sentry.ts";
import { countOf, durations, errors, slowerThan, source } from "./signals.ts";

const count = { kind: "count", signal: countOf(), compare: "above", threshold: new Fraction(10), over: 300 } as const;
const share = { kind: "bad-share", signal: slowerThan(2000), above: new Fraction(1, 20), over: 600, least: 0 } as const;

describe("a condition as a metric monitor", () => {
  test("a count of errors", () => {
    expect(monitorQuery({ ...count, signal: countOf({ level: { anyOf: ["error", "fatal"] } }) })).toEqual({
      dataset: "events",
      eventTypes: ["default", "error"],
      queryType: "error",
      aggregate: "count()",
      query: "level:[error,fatal]",
      environment: "production",
      timeWindowSeconds: 300,
      open: { type: "gt", comparison: 10 },
      resolve: { type: "lte", comparison: 10 },
    });
  });

  test("below a count opens and resolves the other way round", () => {
    expect(monitorQuery({ ...count, compare: "below" })).toMatchObject({
      open: { type: "lt", comparison: 10 },
      resolve: { type: "gte", comparison: 10 },
    });
  });

  test("a share of slow transactions is a percentile of spans that are transactions", () => {
    const signal = slowerThan(2000, { transaction: { startsWith: "GET /api/organization/" } });
    expect(monitorQuery({ ...share, signal })).toEqual({
      dataset: "events_analytics_platform",
      eventTypes: ["trace_item_span"],
      queryType: "performance",
      aggregate: "p95(span.duration)",
      query: 'is_transaction:true transaction:"GET /api/organization/*"',
      environment: "production",
      timeWindowSeconds: 600,
      open: { type: "gt", comparison: 2000 },
      resolve: { type: "lte", comparison: 2000 },
    });
  });

  test("a bound in seconds is told in milliseconds", () => {
    expect(monitorQuery({ ...share, signal: slowerThan(2, {}, { ...durations, unit: "s" }) }).open.comparison).toBe(2000);
  });

  test.each([
    [50, "p50"],
    [25, "p75"],
    [10, "p90"],
    [5, "p95"],
    [1, "p99"],
  ])("more than %d %% above a bound is its %s above the bound", (percent, name) => {
    expect(percentileOf(new Fraction(percent, 100))).toBe(name);
  });

  test.each(windows)("takes a window of %d s", (over) => {
    expect(monitorQuery({ ...count, over }).timeWindowSeconds).toBe(over);
  });
});

describe("what a metric monitor cannot say is refused, with the way out", () => {
  const silent = { kind: "absent", signal: countOf() } as const;
  const value = {
    kind: "value",
    signal: { ...countOf(), kind: "value", across: "max", by: [] },
    compare: "above",
    threshold: new Fraction(1),
  } as const;
  const filter = { ...slowerThan(1), bad: { filter: { level: { is: "fatal" } } } } as const;
  const slices = {
    ...countOf({}, durations),
    kind: "slices",
    measure: { quantile: new Fraction(19, 20) },
    good: { under: new Fraction(1) },
  } as const;
  const failing = { ...slices, measure: { failed: { level: { is: "fatal" } }, least: 1 } } as const;
  test.each<[string, AlertCondition, RegExp]>([
    ["the value of a gauge", value, /not gauges/],
    ["silence", silent, /missing data from health/],
    ["a condition that fires without data", { kind: "or-absent", of: count }, /missing data from health/],
    ["a burn rate's tiers", { kind: "any", of: [{ kind: "all", of: [share, share] }] }, /burn rate needs another source/],
    ["both of two windows", { kind: "all", of: [share, share] }, /burn rate needs another source/],
    ["a ticket that is silent under a page", { kind: "unless", of: share, unless: count }, /burn rate needs another source/],
    ["its own silence", { kind: "source-silent", source }, /own silence/],
    ["an occurrence", { kind: "occurs", signal: countOf() }, /no query of a metric monitor/],
    ["a share of minutes", { ...share, signal: slices }, /bad minutes/],
    ["a share of minutes with failures", { ...share, signal: failing }, /bad minutes/],
    ["a share by a filter", { ...share, signal: filter }, /divide two counts/],
    ["a bound on errors, which have no duration", { ...share, signal: slowerThan(1, {}, errors) }, /divide two counts/],
    ["a share with a guard", { ...share, least: 3 }, /cannot also count 3 failures/],
    ["a share without a percentile", { ...share, above: new Fraction(3, 100) }, /3% has no percentile.*50%, 25%, 10%, 5% and 1%/],
    ["a window that Sentry does not have", { ...count, over: 420 }, /window of 7m; choose 1m, 5m/],
    ["a single minute of transactions", { ...share, over: 60 }, /window of 1m; choose 5m/],
    ["a metric that Sentry does not hold", { ...count, signal: countOf({}, { ...errors, name: "http_requests_total" }) }, /counter error/],
    ["a duration without a unit of time", { ...share, signal: slowerThan(1, {}, { ...durations, unit: "bytes" }) }, /ms or s/],
    ["an unknown environment", { ...count, signal: { ...countOf(), from: { ...source, environment: {} } } }, /environment is not said/],
  ])("%s", (_, when, reason) => {
    expect(() => monitorQuery(when)).toThrow(Inexpressible);
    expect(() => monitorQuery(when)).toThrow(reason);
  });
});

describe("which events an alert acts on", () => {
  test("every matcher must pass, and each of several values is a row of its own", () => {
    const signal = countOf({ component: { startsWith: "radar-" }, level: { anyOf: ["error", "fatal"] } });
    expect(occurrenceQuery({ kind: "occurs", signal })).toEqual({
      environment: "production",
      rows: [
        [
          { kind: "tag", key: "component", match: "sw", value: "radar-" },
          { kind: "level", level: 40 },
        ],
        [
          { kind: "tag", key: "component", match: "sw", value: "radar-" },
          { kind: "level", level: 50 },
        ],
      ],
    });
  });

  test("without matchers every event passes the one row, which is empty", () => {
    expect(occurrenceQuery({ kind: "occurs", signal: countOf() }).rows).toEqual([[]]);
  });

  test.each([
    ["a level that Sentry does not have", countOf({ level: { is: "severe" } }), /severe is not a level/],
    ["a beginning of a level", countOf({ level: { startsWith: "err" } }), /list each/],
    ["transactions, which make no issues", countOf({}, durations), /only errors occur/],
  ])("%s is refused", (_, signal, reason) => {
    expect(() => occurrenceQuery({ kind: "occurs", signal })).toThrow(reason);
  });
});
