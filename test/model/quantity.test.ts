import fc from "fast-check";
import Fraction from "fraction.js";
import { describe, expect, it } from "vitest";
import { decimal, exact, formatDuration, formatSpan, isHeldByFloat, parseDuration } from "../../model/quantity.ts";

describe("a number", () => {
  it("is as exact as its text, whatever its size", () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => Number(decimal(exact(number))) === number));
  });

  it.each(["999999.99", "0.00000001", "12345.6789", "-0.5", "1000000", "0.7999999999999999", "0"])(
    "%s is written as it was read",
    (text) => {
      expect(decimal(exact(Number(text)))).toBe(text);
    },
  );

  it.each([
    ["0.1", true],
    ["1.6777216E7", true],
    ["0.30000000000000004", true],
    ["+5.", true],
    [".5", true],
    ["-0.0", true],
    ["1200e-2", true],
    ["0.30000000000000000001", false],
    ["9007199254740993", false],
    ["1e-400", false],
  ])("%s is held by a float: %s", (text, held) => {
    expect(isHeldByFloat(text)).toBe(held);
  });
});

describe("a decimal", () => {
  it("has all its digits where it ends, and twelve where it does not", () => {
    expect(decimal(new Fraction("0.0000000000000000000144"))).toBe("0.0000000000000000000144");
    expect(decimal(new Fraction(1n, 2n ** 40n))).toBe("0.0000000000009094947017729282379150390625");
    expect(decimal(new Fraction(1, 3))).toBe("0.333333333333");
  });
});

describe("a duration for people", () => {
  it.each([
    [0, "0s"],
    [0.25, "250ms"],
    [45, "45s"],
    [5400, "1h 30m"],
    [12_960, "3h 36m"],
    [2592, "43m 12s"],
    [86_400, "1d"],
    [1_209_660, "14d 1m"],
  ])("of %d s is written %s", (seconds, text) => {
    expect(formatSpan(seconds)).toBe(text);
  });
});

describe("a duration", () => {
  it.each(["0.1ms", "799.9999999999999ms", "1.5s"])("of %s is not rounded to another", (text) => {
    expect(parseDuration(formatDuration(parseDuration(text)))).toBe(parseDuration(text));
    expect(formatDuration(parseDuration(text))).not.toBe("0ms");
  });
});
