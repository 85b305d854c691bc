import { partsOf, withoutExpression } from "../../model/matcher.ts";
import type { Matcher, Matchers, Pattern } from "../../model/resolved.ts";
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
  const { some, none } = partsOf(matcher);
  if (some.length === 0 && none.length === 0) throw new Inexpressible(`the tag ${key} is to be any of nothing`);
  const positive = patternTexts(key, some, negated);
  const negative = patternTexts(key, none, !negated);
  // Of what is not to be: neither one of the values, or one of those that are excluded.
  if (negated) return either([every(positive), ...negative]);
  return [either(positive), ...negative].filter((part) => part !== "").join(" AND ");
}

/** Tests of one tag; those of several values are one. */
function patternTexts(key: string, patterns: readonly Pattern[], negated: boolean): string[] {
  const not = negated ? "NOT " : "";
  const plain = patterns.flatMap((pattern) => withoutExpression(pattern) ?? inexpressible(key, pattern));
  const values = plain.flatMap((pattern) => ("is" in pattern ? [tag(key, pattern.is).slice(key.length + 1)] : []));
  const [only, ...more] = new Set(values.sort());
  return [
    ...(only === undefined
      ? []
      : [more.length === 0 ? `${not}${tagKey(key)}:${only}` : `${tagKey(key)} ${not}IN (${[only, ...more].join(", ")})`]),
    ...plain.flatMap((pattern) => ("startsWith" in pattern ? [`${not}${tag(key, pattern.startsWith)}*`] : [])),
  ];
}

function inexpressible(key: string, pattern: Pattern): never {
  const text = "matches" in pattern ? pattern.matches : "";
  throw new Inexpressible(
    `the tag ${key} cannot match ${JSON.stringify(text)}: filters have no regular expressions; list the values, or write starts-with`,
  );
}

const either = (parts: readonly string[]): string => enclosed(parts, " OR ");
const every = (parts: readonly string[]): string => enclosed(parts, " AND ");
function enclosed(parts: readonly string[], word: string): string {
  const [only, ...more] = parts.filter((part) => part !== "");
  return more.length === 0 ? (only ?? "") : `(${[only, ...more].join(word)})`;
}

const inOrder = (filters: readonly Matchers[]): [string, Matcher][] =>
  filters.flatMap(Object.entries<Matcher>).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

/**
 * A filter in its braces: all matchers of each `where` hold, and those of `unless` do not all hold. Words (`AND`, `NOT`) in
 * every place, because they cannot be next to commas and exclamation marks in one filter ("Advanced filtering").
 */
export function filter(where: Matchers | readonly Matchers[], unless: Matchers = {}): string {
  const held = inOrder([where].flat()).map(([key, matcher]) => matcherText(key, matcher, false));
  const broken = inOrder([unless]).map(([key, matcher]) => matcherText(key, matcher, true));
  const parts = broken.length === 0 ? held : [...held, either(broken)];
  return parts.length === 0 ? "{*}" : `{${[...new Set(parts)].join(" AND ")}}`;
}

/** `by {a,b}` with a blank before it, or nothing. */
export function grouping(by: readonly string[]): string {
  return by.length === 0 ? "" : ` by {${by.map(tagKey).join(",")}}`;
}
