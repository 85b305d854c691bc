import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { terminal } from "../../../cli/review/terminal.ts";
import { hostileTexts, pageOf } from "./pages.ts";

describe("a review in a terminal", () => {
  test("gives it nothing to obey", () => {
    const text = terminal(pageOf(hostileTexts), 100);
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(text).toContain("\\u{1b}[2J");
    expect(text).toContain("\\u{202e}");
  });

  test("is as wide as asked, unless one word is wider", () => {
    const words = fc.array(fc.string({ unit: fc.constantFrom(..."abc-%"), minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(words, fc.integer({ min: 40, max: 140 }), (some, width) => {
        for (const line of terminal(pageOf([some.join(" ")]), width).split("\n")) expect(line.length).toBeLessThanOrEqual(width);
      }),
    );
  });

  test("puts a table in columns, and one that is too wide below each other", () => {
    const page = (cell: string) => ({
      title: "verdict",
      subject: "a -> b",
      sections: [
        {
          id: "t",
          title: "Curves",
          blocks: [
            {
              kind: "table" as const,
              head: ["rate", "old", "new"],
              rows: [
                ["1%", "never", cell],
                ["5%", "10m", "6m"],
              ],
            },
          ],
        },
      ],
    });
    expect(terminal(page("6m"), 60)).toBe(`verdict
a -> b

Curves
  rate  old    new
  1%    never  6m
  5%    10m    6m
`);
    expect(terminal(page("after about six minutes, of which five are its duration"), 40)).toContain(`  1%
    old: never
    new: after about six minutes, of
      which five are its duration
`);
  });
});
