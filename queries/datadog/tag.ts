import type { Matcher, Matchers } from "../../model/resolved.ts";
import { Inexpressible } from "./inexpressible.ts";

/** Longest tag, key and value together ("Getting started with tags"). */
const longestTag = 200;
const keyForm = /^[a-z][a-z0-9_]*$/;
/** Datadog turns every other character into an underscore when it takes a tag in. */
const valueForm = /^[\p{L}\p{N}_\-:./]+$/u;

/**
 * A tag as Datadog stores it. Values come in lower case there, whatever the application sent, so that they are asked
 * for in lower case.
 *
 * @throws Inexpressible if no stored tag can be the one that is meant
 */
export function tag(key: string, value: string): string {
  const text = `${tagKey(key)}:${tagValue(key, value)}`;
  if (text.length > longestTag) throw new Inexpressible(`the tag ${text} is longer than ${longestTag} characters`);
  return text;
}

/** @throws Inexpressible if the name of a label is no key of a tag */
export function tagKey(key: string): string {
  if (!keyForm.test(key)) throw new Inexpressible(`a tag cannot be called ${JSON.stringify(key)}: tags are in lower case`);
  return key;
}

function tagValue(key: string, value: string): string {
  if (valueForm.test(value) && !value.endsWith(":")) return value.toLowerCase();
  throw new Inexpressible(`the tag ${key} cannot be ${JSON.stringify(value)}: letters, digits and _ - : . / are stored, others become _`);
}

/** One matcher of a filter; `negated` selects every other series, those without the tag too. */
function matcherText(key: string, matcher: Matcher, negated: boolean): string {
  const not = negated ? "NOT " : "";
  if ("startsWith" in matcher) return `${not}${tag(key, matcher.startsWith)}*`;
  const [only, ...more] = "is" in matcher ? [matcher.is] : [...matcher.anyOf].sort();
  if (only === undefined) throw new Inexpressible(`the tag ${key} is to be any of nothing`);
  if (more.length === 0) return `${not}${tag(key, only)}`;
  const values = [only, ...more].map((value) => tag(key, value).slice(key.length + 1));
  return `${tagKey(key)} ${not}IN (${[...new Set(values)].join(", ")})`;
}

const inOrder = (matchers: Matchers): [string, Matcher][] => Object.entries(matchers).sort(([a], [b]) => (a < b ? -1 : 1));

/**
 * A filter in its braces: all matchers of `where` hold, and those of `unless` do not all hold. Words (`AND`, `NOT`) in
 * every place, because they cannot be next to commas and exclamation marks in one filter ("Advanced filtering").
 */
export function filter(where: Matchers, unless: Matchers = {}): string {
  const held = inOrder(where).map(([key, matcher]) => matcherText(key, matcher, false));
  const broken = inOrder(unless).map(([key, matcher]) => matcherText(key, matcher, true));
  const [only, ...more] = broken;
  const parts = only === undefined ? held : [...held, more.length === 0 ? only : `(${broken.join(" OR ")})`];
  return parts.length === 0 ? "{*}" : `{${[...new Set(parts)].join(" AND ")}}`;
}

/** `by {a,b}` with a blank before it, or nothing. */
export function grouping(by: readonly string[]): string {
  return by.length === 0 ? "" : ` by {${by.map(tagKey).join(",")}}`;
}
