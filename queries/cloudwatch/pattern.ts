import { nginxCombinedFields } from "../../model/log-format.ts";
import { partsOf, withoutExpression } from "../../model/matcher.ts";
import type { Matcher, Matchers, Pattern, SourceOf } from "../../model/resolved.ts";

export type LineFormat = SourceOf<"cloudwatch-logs">["format"];

/** What one field of a line must be. */
export type Term = readonly [field: string, matcher: Matcher];

/** Longest filter pattern, in characters (CloudWatch Logs, `PutMetricFilter`). */
export const longestPattern = 1024;

/**
 * The filter pattern that matches exactly the lines in which every term holds. Fields come in one order, so that one
 * catalog has one text; two terms of one field both hold. Without a term every line of the group matches, or with nginx
 * every line that has its form.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function linePattern(format: LineFormat, terms: readonly Term[]): string {
  const sorted = [...terms].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  if (format === "json") {
    const tests = sorted.map(([field, matcher]) => choice(typed(matcher).map((value) => `$.${field} = ${value}`)));
    return tests.length === 0 ? "" : `{ ${tests.join(" && ")} }`;
  }
  const fields = nginxCombinedFields.map((field) => {
    const tests = sorted.filter(([name]) => name === field).flatMap(([, matcher]) => spacedTests(field, matcher));
    return tests.length === 0 ? field : tests.join(" && ");
  });
  return `[${fields.join(", ")}]`;
}

const choice = (tests: readonly string[]): string => (tests.length > 1 ? `(${tests.join(" || ")})` : tests.join(""));

/** Values of which one must be there. A JSON line may have an integer as a number or as text: both count. */
function typed(matcher: Matcher): string[] {
  return partsOf(matcher)
    .some.flatMap(plain)
    .flatMap((one) => {
      if ("startsWith" in one) return [startOf(one.startsWith)];
      return isWhole(one.is) ? [one.is, `"${one.is}"`] : [`"${one.is}"`];
    });
}

/** A field between spaces has no type, and every line has it: one form of a value is enough, and what it is not can be said. */
function spacedTests(field: string, matcher: Matcher): string[] {
  const { some, none } = partsOf(matcher);
  const value = (one: Plain): string => {
    if ("startsWith" in one) return startOf(one.startsWith);
    return isBare(one.is) ? one.is : `"${one.is}"`;
  };
  return [
    ...(some.length === 0 ? [] : [choice(some.flatMap(plain).map((one) => `${field} = ${value(one)}`))]),
    ...none.flatMap(plain).map((one) => `${field} != ${value(one)}`),
  ];
}

type Plain = Exclude<Pattern, { matches: string }>;
/** The values of an expression, where `unspeakable` has not refused it. */
const plain = (pattern: Pattern): readonly Plain[] => withoutExpression(pattern) ?? [];

const isWhole = (value: string): boolean => /^(0|-?[1-9]\d*)$/.test(value);
const isBare = (value: string): boolean => /^[A-Za-z0-9]+$/.test(value);
const startOf = (start: string): string => (isBare(start) ? `${start}*` : `"${start}*"`);

/**
 * What no pattern can say, one clause each. `*` and `%` are wildcards everywhere, and how a quotation mark would be escaped is
 * not documented for both formats; nor is what `!=` makes of a field of JSON that is a number, or not there. Such matchers
 * are refused, not guessed. Between percent signs stand regular expressions of other rules than RE2.
 */
export function unspeakable(matchers: Matchers, format: LineFormat): string[] {
  return Object.entries(matchers).flatMap(([field, matcher]) => {
    const { some, none } = partsOf(matcher);
    const expressions = [...some, ...none].filter((one) => withoutExpression(one) === undefined);
    const texts = [...some, ...none].flatMap(plain).map((one) => ("is" in one ? one.is : one.startsWith));
    return [
      ...expressions.map(
        (one) => `a filter pattern cannot match ${"matches" in one ? JSON.stringify(one.matches) : ""} of ${field}: list the values`,
      ),
      ...(format === "json" && none.length > 0
        ? [`a filter pattern of JSON lines cannot exclude values of ${field}: list those that are meant`]
        : []),
      ...texts
        .filter((value) => value === "" || /["\\*%\p{Cc}]/u.test(value))
        .map((value) => `a filter pattern cannot match ${JSON.stringify(value)} of ${field} literally`),
    ];
  });
}
