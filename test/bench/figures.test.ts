import { expect, test } from "vitest";
import { count, duration, median, part, table } from "../../bench/figures.ts";

test.each([
  [[3], 3],
  [[5, 1, 3], 3],
  [[4, 1, 3, 100], 3.5],
])("the median of %j is %d", (numbers, middle) => {
  expect(median(numbers)).toBe(middle);
});

test("no numbers have no median", () => {
  expect(() => median([])).toThrow(RangeError);
});

test.each([
  [0.0000304, "0.030 ms"],
  [0.0042, "4.2 ms"],
  [0.0617, "62 ms"],
  [0.4567, "460 ms"],
  [0.9984, "0.998 s"],
  [-0.19, "-190 ms"],
  [1203.96, "1,204 s"],
  [4.6149, "4.61 s"],
  [61.49, "61.5 s"],
])("%d seconds are told as %s", (seconds, told) => {
  expect(duration(seconds)).toBe(told);
});

test.each([
  [0.047, "4.7 %"],
  [0.4681, "47 %"],
  [1.3, "130 %"],
  [-0.046, "-4.6 %"],
])("the part %d is %s", (share, told) => {
  expect(part(share)).toBe(told);
});

test("a table aligns numbers to the right and words to the left", () => {
  const rows = [
    ["rules of", "samples"],
    ["Sloth", count(339_813)],
    ["us", count(16_070)],
  ];
  expect(table(rows).split("\n")).toEqual([
    "| rules of | samples |",
    "|----------|--------:|",
    "| Sloth    | 339,813 |",
    "| us       |  16,070 |",
  ]);
});
