import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Series } from "../../../cli/history/archive.ts";
import { numberIn, SeriesOfLines, seriesIn } from "../../../cli/history/sample-line.ts";

const labels = fc.dictionary(
  fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/).filter((label) => label !== "__name__"),
  fc.string({ unit: fc.constantFrom("a", "Z", "0", " ", "{", "}", '"', "\\", "\n", ",", "=", "#", "é") }),
);
const escaped = (value: string) => value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
const pairs = (of: Readonly<Record<string, string>>) => Object.entries(of).map(([label, value]) => `${label}="${escaped(value)}"`);

describe("a series", () => {
  test("is what was written, whatever its labels hold and however the name is written", () => {
    fc.assert(
      fc.property(labels, (of) => {
        const expected = { name: "up", labels: new Map(Object.entries(of)) };
        expect(seriesIn(`up{${pairs(of).join(",")}}`)).toEqual(expected);
        expect(seriesIn(`{${['"up"', ...pairs(of)].join(",")}}`)).toEqual(expected);
        expect(seriesIn(`{${['__name__="up"', ...pairs(of)].join(", ")}}`)).toEqual(expected);
      }),
    );
  });

  test("of each line is found as if each line were read by itself", () => {
    const line = fc.record({ name: fc.constantFrom("up", "up_total", "other", "u"), of: labels });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.array(fc.nat(29), { maxLength: 60 }), (lines, order) => {
        const made = new Map<string, Series>();
        const keyOf = (name: string, of: ReadonlyMap<string, string>) => JSON.stringify([name, ...[...of].sort()]);
        const taker = {
          wants: (name: string) => name.startsWith("up"),
          series(name: string, of: ReadonlyMap<string, string>) {
            const key = keyOf(name, of);
            const series = made.get(key) ?? { add: () => {}, gone: () => {} };
            made.set(key, series);
            return series;
          },
        };
        const all = new SeriesOfLines(taker);
        for (const index of order) {
          const { name, of } = lines[index] ?? { name: "other", of: {} };
          const head = pairs(of).length === 0 && index % 2 === 0 ? name : `${name}{${pairs(of).join(",")}}`;
          const found = all.of(`${head} 1 2`);
          if (!name.startsWith("up")) expect(found).toBeUndefined();
          else {
            expect(found?.series).toBe(made.get(keyOf(name, new Map(Object.entries(of)))));
            expect(`${head} 1 2`.slice(found?.rest)).toBe(" 1 2");
          }
        }
      }),
    );
  });
});

test.each([
  ["1", 1],
  ["-0.5e-3", -0.0005],
  ["1e+06", 1_000_000],
  ["+Inf", Number.POSITIVE_INFINITY],
  ["-inf", Number.NEGATIVE_INFINITY],
  ["NaN", Number.NaN],
])("the number %s is read as Go reads it", (text, value) => {
  expect(numberIn(text)).toBe(value);
});

test.each(["", "0x10", "1,5", "1 2", "one", "--1"])("%j is no number", (text) => {
  expect(() => numberIn(text)).toThrow("is no number");
});
