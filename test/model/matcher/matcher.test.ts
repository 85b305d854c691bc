import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { counterexampleOf, exampleOf, isWithin, matches, patternFault, valueFor, withoutExpression } from "../../../model/matcher.ts";
import { matcherOf } from "../../../model/resolve/matchers.ts";
import type { Matcher, Pattern } from "../../../model/resolved.ts";
import { matcher, value, written } from "./arbitrary.ts";

describe("a matcher has one form", () => {
  test.each<[Parameters<typeof matcherOf>[0], Matcher]>([
    ["500", { is: "500" }],
    [["500"], { is: "500" }],
    [["503", "500", "503"], { anyOf: ["500", "503"] }],
    [[{ "starts-with": "5" }], { startsWith: "5" }],
    [{ matches: "5.." }, { matches: "5.." }],
    [{ not: "200" }, { some: [], none: [{ is: "200" }] }],
    [[{ not: ["404", "200"] }], { some: [], none: [{ is: "200" }, { is: "404" }] }],
    [[{ not: "200" }, { not: "404" }], { some: [], none: [{ is: "200" }, { is: "404" }] }],
    [[{ matches: "4.9" }, "500", { "starts-with": "6" }], { some: [{ is: "500" }, { startsWith: "6" }, { matches: "4.9" }], none: [] }],
    [["500", { not: { "starts-with": "50" } }], { some: [{ is: "500" }], none: [{ startsWith: "50" }] }],
  ])("%j", (from, to) => expect(matcherOf(from)).toEqual(to));

  test("whatever the order of a list, and however often a member is in it", () => {
    fc.assert(
      fc.property(fc.array(written, { minLength: 1, maxLength: 3 }), (lists) => {
        const items = lists.flat();
        expect(matcherOf([...items].reverse())).toEqual(matcherOf([...items, ...items]));
      }),
    );
  });
});

/** What a written matcher means, said once more: any of the positive members, none of the negated ones. */
function means(from: Parameters<typeof matcherOf>[0], text: string): boolean {
  const items: readonly unknown[] = Array.isArray(from) ? from : [from];
  const fits = (one: unknown): boolean => {
    if (typeof one === "string") return one === text;
    const { matches: expression, "starts-with": start } = one as { matches?: string; "starts-with"?: string };
    return expression === undefined ? text.startsWith(start ?? "") : matches({ matches: expression }, text);
  };
  const negated = items.flatMap((one) =>
    typeof one === "object" && "not" in (one as object) ? [(one as { not: unknown }).not].flat() : [],
  );
  const positive = items.filter((one) => !(typeof one === "object" && "not" in (one as object)));
  return (positive.length === 0 || positive.some(fits)) && !negated.some(fits);
}

test("selects any of its positive members and none of its negated ones", () => {
  fc.assert(
    fc.property(written, value, (from, text) => {
      expect(matches(matcherOf(from), text)).toBe(means(from, text));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ["5..", "503", true],
  ["5..", "5030", false],
  ["5..", "x503", false],
  ["50[0-4]|429", "429", true],
  ["(?i)get", "GET", true],
  ["get", "GET", false],
  [".*", "", true],
  [".+", "", false],
  ["a\\.b", "axb", false],
])("a regular expression is of the whole value: %s of %j is %s", (expression, text, expected) => {
  expect(matches({ matches: expression }, text)).toBe(expected);
});

test.each([
  ["5(", /missing closing \)/],
  ["5(?=0)", /invalid or unsupported Perl syntax|perl/i],
  ["(a)\\1", /invalid escape sequence/],
  ["a{1001}", /invalid repeat count/],
  ["*", /missing argument to repetition operator/],
  ["[z-a]", /invalid character class range/],
])("%s is no RE2 pattern", (expression, why) => expect(patternFault(expression)).toMatch(why));

test("an expression that would take a backtracking engine years is answered at once", () => {
  expect(matches({ matches: "(a+)+b" }, `${"a".repeat(5000)}c`)).toBe(false);
});

describe("a matcher's examples", () => {
  test("are taken, and its counterexamples are not; without one, no value is found either", () => {
    fc.assert(
      fc.property(matcher, fc.array(value, { minLength: 20, maxLength: 20 }), (one, values) => {
        const [example, other] = [exampleOf(one), counterexampleOf(one)];
        if (example === undefined) for (const text of values) expect(matches(one, text)).toBe(false);
        else expect([example, matches(one, example)]).toEqual([example, true]);
        if (other === undefined) for (const text of values) expect(matches(one, text)).toBe(true);
        else expect([other, matches(one, other)]).toEqual([other, false]);
      }),
      { numRuns: 1000 },
    );
  });

  test.each<[Parameters<typeof matcherOf>[0], string | undefined, string | undefined]>([
    [{ matches: "5..|429" }, "429", "0"],
    [{ matches: "5[0-9]{2}" }, "500", "0"],
    [{ not: "0" }, "1", "0"],
    [{ not: "" }, "0", ""],
    [{ matches: ".*" }, "0", undefined],
    [["200", { not: { "starts-with": "2" } }], undefined, "0"],
    [[{ matches: "/api/.*" }, { not: "/api/" }], "/api/0", "0"],
  ])("%j: %j, and not %j", (from, example, other) => {
    expect([exampleOf(matcherOf(from)), counterexampleOf(matcherOf(from))]).toEqual([example, other]);
  });

  test("are not looked for for ever", () => {
    const wide = (length: number) => ({ matches: `(a|b)*a(a|b){${length}}` });
    expect(valueFor([wide(8)], ([taken]) => taken === true)).toEqual({ value: "a".repeat(9) });
    expect(valueFor([wide(14)], ([taken]) => taken === true)).toBe("undecided");
  });
});

describe("one matcher is within another", () => {
  test.each<[Parameters<typeof matcherOf>[0], Parameters<typeof matcherOf>[0], boolean]>([
    ["500", { matches: "5.." }, true],
    [["500", "503"], { matches: "50[0-4]" }, true],
    [["500", "505"], { matches: "50[0-4]" }, false],
    [{ matches: "50[0-4]" }, { "starts-with": "50" }, true],
    [{ "starts-with": "50" }, { matches: "50[0-4]" }, false],
    [{ "starts-with": "50" }, { matches: "5.*" }, true],
    [{ matches: "5.*" }, { "starts-with": "5" }, true],
    [{ matches: "a|b" }, ["a", "b"], true],
    [["a", "b"], { matches: "[ab]" }, true],
    ["500", { not: { "starts-with": "2" } }, true],
    [{ not: { "starts-with": "2" } }, { not: "200" }, true],
    [{ not: "200" }, { not: { "starts-with": "2" } }, false],
    [[{ "starts-with": "5" }, { not: "501" }], { "starts-with": "5" }, true],
    [{ "starts-with": "5" }, [{ "starts-with": "5" }, { not: "501" }], false],
    [{ matches: "(?i)get" }, ["GET", "get"], false],
    [["GET", "get"], { matches: "(?i)get" }, true],
    [{ matches: ".+" }, { not: "" }, true],
    [{ matches: ".*" }, { not: "" }, false],
  ])("%j, %j: %s", (inner, outer, expected) => expect(isWithin(matcherOf(inner), matcherOf(outer))).toBe(expected));

  test("exactly where each value of it is taken by the other", () => {
    fc.assert(
      fc.property(matcher, matcher, fc.array(value, { minLength: 20, maxLength: 20 }), (inner, outer, values) => {
        const within = isWithin(inner, outer);
        if (within === true)
          for (const text of values) if (matches(inner, text)) expect([text, matches(outer, text)]).toEqual([text, true]);
        if (within === false) {
          const found = valueFor([inner, outer], ([one, other]) => one === true && other === false);
          if (typeof found !== "object") throw new Error("no counterexample");
          expect([matches(inner, found.value), matches(outer, found.value)]).toEqual([true, false]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("what depends on neighbours is not decided", () => {
    expect(isWithin({ matches: "a\\b.*" }, { startsWith: "b" })).toBeUndefined();
  });
});

test.each<[string, readonly Pattern[] | undefined]>([
  ["GET|POST", [{ is: "GET" }, { is: "POST" }]],
  ["50[0-3]", [{ is: "500" }, { is: "501" }, { is: "502" }, { is: "503" }]],
  ["(?i)no", [{ is: "NO" }, { is: "No" }, { is: "nO" }, { is: "no" }]],
  ["5.*", [{ startsWith: "5" }]],
  ["^/api/v1\\..*$", [{ startsWith: "/api/v1." }]],
  ["/api/v1\\..*", [{ startsWith: "/api/v1." }]],
  ["5..", undefined],
  ["a*", undefined],
  ["a{0,200}", undefined],
  ["[0-9]{2}", Array.from({ length: 100 }, (_, index) => ({ is: String(index).padStart(2, "0") }))],
  ["[0-9]{3}", undefined],
])("%s without a regular expression", (expression, expected) => {
  const found = withoutExpression({ matches: expression });
  expect(found && new Set(found)).toEqual(expected && new Set(expected));
});

test("a list of no values takes none, whoever asks", () => {
  expect(matches({ anyOf: [] }, "0")).toBe(false);
  expect(valueFor([{ anyOf: [] }], ([takes]) => takes === false)).toEqual({ value: "0" });
});
