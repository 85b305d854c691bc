import { nginxCombinedFields } from "../../model/log-format.ts";
import type { Matcher, Matchers, SourceOf } from "../../model/resolved.ts";

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
    const tests = sorted
      .filter(([name]) => name === field)
      .map(([, matcher]) => choice(untyped(matcher).map((value) => `${field} = ${value}`)));
    return tests.length === 0 ? field : tests.join(" && ");
  });
  return `[${fields.join(", ")}]`;
}

const choice = (tests: readonly string[]): string => (tests.length > 1 ? `(${tests.join(" || ")})` : tests.join(""));

/** Values of which one must be there. A JSON line may have an integer as a number or as text: both count. */
function typed(matcher: Matcher): string[] {
  if ("startsWith" in matcher) return [startOf(matcher.startsWith)];
  return textsOf(matcher).flatMap((value) => (isWhole(value) ? [value, `"${value}"`] : [`"${value}"`]));
}

/** A field between spaces has no type: one form of a value is enough. */
function untyped(matcher: Matcher): string[] {
  if ("startsWith" in matcher) return [startOf(matcher.startsWith)];
  return textsOf(matcher).map((value) => (isBare(value) ? value : `"${value}"`));
}

const isWhole = (value: string): boolean => /^(0|-?[1-9]\d*)$/.test(value);
const isBare = (value: string): boolean => /^[A-Za-z0-9]+$/.test(value);
const startOf = (start: string): string => (isBare(start) ? `${start}*` : `"${start}*"`);

function textsOf(matcher: Matcher): readonly string[] {
  if ("startsWith" in matcher) return [matcher.startsWith];
  return "is" in matcher ? [matcher.is] : matcher.anyOf;
}

/**
 * Values that no pattern takes literally, one clause each. `*` and `%` are wildcards everywhere, and how a
 * quotation mark would be escaped is not documented for both formats: such values are refused, not guessed.
 */
export function unspeakable(matchers: Matchers): string[] {
  return Object.entries(matchers).flatMap(([field, matcher]) =>
    textsOf(matcher)
      .filter((value) => value === "" || /["\\*%\p{Cc}]/u.test(value))
      .map((value) => `a filter pattern cannot match ${JSON.stringify(value)} of ${field} literally`),
  );
}
