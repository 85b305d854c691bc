import type { Matcher, Matchers } from "../../model/resolved.ts";
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
  if ("is" in matcher) return quoted(literal(key, matcher.is));
  if ("startsWith" in matcher) return `"${literal(key, matcher.startsWith)}*"`;
  return `[${matcher.anyOf.map((value) => quoted(listed(key, value))).join(",")}]`;
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
