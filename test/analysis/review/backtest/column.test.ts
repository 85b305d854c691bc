import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Column } from "../../../../analysis/review/backtest/column.ts";
import { compensated } from "../../../../analysis/review/backtest/kahan.ts";
import { type Window, windowOf } from "../../../../analysis/review/backtest/window.ts";

/** Increments as they are recorded: thousandths; -1 stands for a minute without one. */
const increments = fc.array(fc.oneof(fc.integer({ min: -1, max: 40 }), fc.integer({ min: -1, max: 9_000_000 })), {
  minLength: 1,
  maxLength: 400,
});
const columnOf = (thousandths: readonly number[]) =>
  new Column(thousandths.length, (minute) => ((thousandths[minute] ?? -1) < 0 ? undefined : (thousandths[minute] ?? 0) / 1000));

describe("a column of increments", () => {
  it("has any sum bit by bit as if the increments were added one after the other", () => {
    fc.assert(
      fc.property(increments, fc.nat(400), fc.nat(400), (thousandths, one, other) => {
        const [low, high] = [Math.min(one, other, thousandths.length), Math.min(Math.max(one, other), thousandths.length)];
        const values = Float64Array.from(thousandths, (increment) => Math.max(0, increment) / 1000);
        const column = columnOf(thousandths);
        expect(column.value(low, high)).toBe(compensated(values, low, high));
        expect(column.has(low, high)).toBe(thousandths.slice(low, high).some((increment) => increment >= 0));
      }),
    );
  });

  it("adds up what is no count as floats are added", () => {
    const values = [1, Number.NaN, 3, -2, Number.POSITIVE_INFINITY, 5, 0.25];
    const column = new Column(values.length, (minute) => values[minute]);
    expect(column.value(2, 4)).toBe(1);
    expect(column.value(0, 2)).toBeNaN();
    expect(column.value(4, 6)).toBe(Number.POSITIVE_INFINITY);
    expect(column.value(5, 7)).toBe(5.25);
  });

  it("keeps a compensation that a plain sum would lose", () => {
    expect(compensated([1e16, 1, -1e16], 0, 3)).toBe(1);
    expect(compensated([1, 1e100, 1, -1e100], 0, 4)).toBe(2);
  });
});

describe("a window of increments", () => {
  const minutes = Array.from({ length: 5 * 1440 }, (_, minute) => minute + 1);
  const column = new Column(minutes.length, (minute) => (minute === 10 ? undefined : minutes[minute]));
  const sum = (from: number, to: number) =>
    minutes.slice(Math.max(0, from), to).reduce((all, increment) => all + (increment === 11 ? 0 : increment), 0);
  const at = (window: Window, minute: number) => (window.has(minute * 60) ? window.value(minute * 60) : undefined);

  it("is open on the left, and sees at first only what is there", () => {
    const window = windowOf(column, { from: 0, to: minutes.length * 60 }, 300);
    expect(at(window, 0)).toBe(1);
    expect(at(window, 2)).toBe(6);
    expect(at(window, 5)).toBe(sum(1, 6));
    expect(window.value(5 * 60 + 30)).toBe(sum(1, 6));
    expect(at(windowOf(column, { from: 0, to: minutes.length * 60 }, 60), 10)).toBeUndefined();
  });

  it("above three days adds up full hours, counted from midnight UTC and not from the begin", () => {
    const from = 1800;
    const window = windowOf(column, { from, to: from + minutes.length * 60 }, 4 * 86_400);
    expect(at(window, 29)).toBeUndefined();
    expect(at(window, 30)).toBe(sum(0, 31));
    expect(at(window, 89)).toBe(sum(0, 31));
    expect(at(window, 90)).toBe(sum(0, 91));
    const last = 30 + 60 * 110;
    expect(at(window, last + 59)).toBe(sum(last - 4 * 1440 + 1, last + 1));
  });
});
