import { describe, expect, test } from "vitest";
import { neverSatisfies, neverTrue } from "../../../queries/promql/never-true.ts";

describe("a query that never returns anything", () => {
  test.each([
    ["count(up) == 0", "never == 0"],
    ["(count by (job) (up{env='prod'})) < 1", "never < 1"],
    ["count(up) <= 0.5", "never <= 0.5"],
    ["absent(up) > 1", "is 1 or nothing"],
    ["absent_over_time(up[5m]) == 0", "is 1 or nothing"],
    ["rate(x[5m]) > 5 and rate(x[5m]) < 3", "cannot be > 5 and < 3 at once"],
    ["x > 5 and (x <= 5)", "cannot be > 5 and <= 5 at once"],
    ["x == 1 and x == 2", "cannot be == 1 and == 2 at once"],
    ["x > 5 and count(y) == 0", "never == 0"],
  ])("%s", (query, why) => {
    expect(neverTrue(query)).toContain(why);
  });
});

describe("a query that may return something", () => {
  test.each([
    "count(up) == 1",
    "count(up) < 2",
    "count(up) <= 1",
    "count(up) != 0",
    "sum(up) == 0",
    "count_values('v', up) < 1",
    "count(up) == bool 0",
    "count(up) or vector(0) == 0",
    "(count(up) or vector(0)) == 0",
    "absent(up)",
    "absent(up) == 1",
    "x > 5 and x < 7",
    "x >= 5 and x <= 5",
    "x > 5 and y < 3",
    "x > 5 and on (job) x < 3",
    "x > 5 or x < 3",
    "x > 5 unless x < 3",
    "x > y and x < 3",
    "x > 5 and",
    "",
  ])("%s", (query) => {
    expect(neverTrue(query)).toBeUndefined();
  });
});

test("a number is compared elsewhere", () => {
  expect(neverSatisfies("count(up)", "<", 1)).toContain("never < 1");
  expect(neverSatisfies("count(up)", "<", 2)).toBeUndefined();
  expect(neverSatisfies("sum(up)", "<", 1)).toBeUndefined();
});
