import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseFilterPattern } from "../../../components/aws/fake/filter-pattern.ts";
import { nginxCombinedFields } from "../../../model/log-format.ts";
import type { Matchers } from "../../../model/resolved.ts";
import { linePattern, unspeakable } from "../../../queries/cloudwatch/pattern.ts";
import { takes } from "./lines.ts";

const terms = (matchers: Matchers) => Object.entries(matchers);

describe("a pattern of JSON lines", () => {
  test.each<[string, Matchers, string]>([
    ["takes every line where nothing is asked", {}, ""],
    ["compares text between quotation marks", { level: { is: "error" } }, '{ $.level = "error" }'],
    ["takes a whole number as number and as text", { status: { is: "503" } }, '{ ($.status = 503 || $.status = "503") }'],
    ["leaves a number that starts with a zero to be text", { zip: { is: "007" } }, '{ $.zip = "007" }'],
    ["has a wildcard for what begins with something", { status: { startsWith: "5" } }, "{ $.status = 5* }"],
    ["puts a beginning with other signs into quotation marks", { path: { startsWith: "/api " } }, '{ $.path = "/api *" }'],
    [
      "joins what may be, and what must be, in the order of the fields",
      { service: { is: "api" }, level: { anyOf: ["error", "fatal"] } },
      '{ ($.level = "error" || $.level = "fatal") && $.service = "api" }',
    ],
  ])("%s", (_, matchers, pattern) => {
    expect(linePattern("json", terms(matchers))).toBe(pattern);
  });

  test("two demands on one field both hold", () => {
    const pattern = linePattern("json", [...terms({ status: { startsWith: "5" } }), ...terms({ status: { is: "503" } })]);
    expect(takes(parseFilterPattern(pattern), '{"status":503}')).toBe(true);
    expect(takes(parseFilterPattern(pattern), '{"status":500}')).toBe(false);
  });
});

describe("a pattern of nginx lines", () => {
  test.each<[string, Matchers, string]>([
    ["takes every line of the form where nothing is asked", {}, "[ip, identity, user, timestamp, request, status, bytes, referer, agent]"],
    [
      "tests a field in its place",
      { status: { startsWith: "5" }, request: { startsWith: "GET /gate" } },
      '[ip, identity, user, timestamp, request = "GET /gate*", status = 5*, bytes, referer, agent]',
    ],
    [
      "joins what may be",
      { status: { anyOf: ["401", "403"] } },
      "[ip, identity, user, timestamp, request, (status = 401 || status = 403), bytes, referer, agent]",
    ],
  ])("%s", (_, matchers, pattern) => {
    expect(linePattern("nginx-combined", terms(matchers))).toBe(pattern);
  });

  test("reads a line as nginx writes it", () => {
    const line = '203.0.113.9 - ada [21/Nov/2026:12:00:00 +0000] "GET /gate/7 HTTP/1.1" 502 17 "https://example.com/" "curl/8 (x)"';
    const of = (matchers: Matchers) => takes(parseFilterPattern(linePattern("nginx-combined", terms(matchers))), line);
    expect(of({})).toBe(true);
    expect(of({ status: { startsWith: "5" }, request: { startsWith: "GET /gate" } })).toBe(true);
    expect(of({ status: { startsWith: "4" } })).toBe(false);
    expect(of({ request: { is: "GET /gate/7 HTTP/1.1" }, agent: { startsWith: "curl" } })).toBe(true);
    expect(takes(parseFilterPattern(linePattern("nginx-combined", [])), "a line of something else")).toBe(false);
  });
});

/** Matchers that both formats can say. */
type Listed = { readonly is: string } | { readonly startsWith: string } | { readonly anyOf: readonly string[] };

/** What a matcher means, in no dialect. */
function means(matcher: Listed, value: string): boolean {
  if ("is" in matcher) return value === matcher.is;
  return "anyOf" in matcher ? matcher.anyOf.includes(value) : value.startsWith(matcher.startsWith);
}

const text = fc.stringMatching(/^[A-Za-z0-9 ._/()?=&:-]{1,6}$/);
const matcher: fc.Arbitrary<Listed> = fc.oneof(
  text.map((is) => ({ is })),
  text.map((startsWith) => ({ startsWith })),
  fc.array(text, { minLength: 2, maxLength: 3 }).map((anyOf) => ({ anyOf })),
);

test("any matchers, read back from their pattern, take exactly the lines that they mean", () => {
  const fields = ["status", "level", "request"];
  const near = (one: Listed): fc.Arbitrary<string> =>
    fc.oneof(
      text,
      text.map((rest) => ("startsWith" in one ? one.startsWith + rest : "is" in one ? one.is : (one.anyOf[0] ?? ""))),
    );
  const cases = fc.dictionary(fc.constantFrom(...fields), matcher, { noNullPrototype: true }).chain((matchers) =>
    fc.record({
      matchers: fc.constant(matchers),
      line: fc.record(Object.fromEntries(fields.map((field) => [field, matchers[field] ? near(matchers[field]) : text]))),
    }),
  );
  fc.assert(
    fc.property(cases, ({ matchers, line }) => {
      const meant = Object.entries(matchers).every(([field, one]) => means(one, line[field] ?? ""));
      const json = parseFilterPattern(linePattern("json", terms(matchers)));
      expect(takes(json, JSON.stringify(line))).toBe(meant);
      const asNumber = Object.fromEntries(
        Object.entries(line).map(([field, value]) => [field, /^(0|[1-9]\d{0,8})$/.test(value) ? Number(value) : value]),
      );
      // Whether `5*` takes the number 500 is the vendor's; a whole number that is asked for is taken in both forms.
      if (Object.values(matchers).every((one) => !("startsWith" in one))) expect(takes(json, JSON.stringify(asNumber))).toBe(meant);
      const known = Object.fromEntries(Object.entries(matchers).filter(([field]) => field !== "level"));
      const spaced = nginxCombinedFields.map((field) => `"${line[field] ?? "-"}"`).join(" ");
      const meantSpaced = Object.entries(known).every(([field, one]) => means(one, line[field] ?? ""));
      expect(takes(parseFilterPattern(linePattern("nginx-combined", terms(known))), spaced)).toBe(meantSpaced);
    }),
  );
});

test("values that a pattern would not take literally are told, others are not", () => {
  const faults = unspeakable(
    {
      a: { is: 'say "x"' },
      b: { anyOf: ["fine", "50%", "*"] },
      c: { startsWith: "back\\slash" },
      d: { is: "GET /a?b=c" },
    },
    "json",
  );
  expect(faults).toEqual([
    'a filter pattern cannot match "say \\"x\\"" of a literally',
    'a filter pattern cannot match "50%" of b literally',
    'a filter pattern cannot match "*" of b literally',
    'a filter pattern cannot match "back\\\\slash" of c literally',
  ]);
  expect(unspeakable({ a: { is: "" }, b: { is: "a\nb" } }, "json")).toHaveLength(2);
});
