import { partsOf, withoutExpression } from "../../model/matcher.ts";
import type { Matcher, Matchers, Pattern } from "../../model/resolved.ts";
import { Inexpressible } from "./inexpressible.ts";

/** Keys that the search reads as something else than a tag or a field of an event (docs.sentry.io, "Searchable Properties"). */
const ownWords = new Set(["assigned", "bookmarks", "environment", "has", "id", "is", "issue", "message", "project", "timestamp"]);

/** Values that need no quotes; all others could be read as an operator, a list or two words. */
const plain = /^[A-Za-z][A-Za-z0-9_.-]*$/;

/**
 * Matchers as a search of Sentry: all must hold, in label order. For example `level:[error,fatal] component:health-check`.
 *
 * Source of the syntax: docs.sentry.io, "Search": `key:value`, values in quotes, lists in brackets, `*` for any text.
 *
 * @throws Inexpressible if the search has no way to write a key or a value
 */
export function search(where: Matchers): string {
  return Object.entries(where)
    .map(([key, matcher]) => `${keyOf(key)}:${pattern(key, matcher)}`)
    .join(" ");
}

function keyOf(key: string): string {
  if (ownWords.has(key)) throw new Inexpressible(`${key} is a word of Sentry's search; the application's tag needs another name`);
  return key;
}

function pattern(key: string, matcher: Matcher): string {
  const choices = choicesOf(key, matcher);
  if ("startsWith" in choices) return `"${literal(key, choices.startsWith)}*"`;
  const [only, ...more] = choices.values;
  return only !== undefined && more.length === 0
    ? quoted(literal(key, only))
    : `[${choices.values.map((value) => quoted(listed(key, value))).join(",")}]`;
}

/**
 * The values of a matcher, or how they begin: what both a search and the filters of an alert can say.
 *
 * @throws Inexpressible for the rest. Whether an event without the tag is one of those that a negation leaves is not documented
 */
export function choicesOf(key: string, matcher: Matcher): { readonly values: readonly string[] } | { readonly startsWith: string } {
  if ("anyOf" in matcher) return { values: matcher.anyOf };
  const { some, none } = partsOf(matcher);
  if (none.length > 0) throw new Inexpressible(`${key} cannot be anything but some values: list those that are meant`);
  const plain = some.flatMap((one) => withoutExpression(one) ?? noExpression(key, one));
  const values = plain.flatMap((one) => ("is" in one ? [one.is] : []));
  const [start, ...further] = plain.flatMap((one) => ("startsWith" in one ? [one.startsWith] : []));
  if (start === undefined) return { values };
  if (further.length > 0 || values.length > 0)
    throw new Inexpressible(`${key} cannot begin in one way or be another value: list the values`);
  return { startsWith: start };
}

function noExpression(key: string, pattern: Pattern): never {
  const text = "matches" in pattern ? pattern.matches : "";
  throw new Inexpressible(
    `${key} cannot match ${JSON.stringify(text)}: Sentry has no regular expressions; list the values, or write starts-with`,
  );
}

/** In quotes a `"` is escaped, and a `*` too: unescaped it matches any text. */
function literal(key: string, value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (/[\\\u0000-\u001f]/.test(value))
    throw new Inexpressible(`${key} cannot be ${JSON.stringify(value)}: the search has no way to write a backslash or a line break`);
  return value.replaceAll('"', '\\"').replaceAll("*", "\\*");
}

function listed(key: string, value: string): string {
  if (value.includes("*") || value === "")
    throw new Inexpressible(`${key} cannot be ${JSON.stringify(value)} among several values: a list takes no * and nothing empty`);
  return literal(key, value);
}

function quoted(value: string): string {
  return plain.test(value) ? value : `"${value}"`;
}
