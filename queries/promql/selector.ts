import { partsOf, regularExpression } from "../../model/matcher.ts";
import type { Matcher, Matchers, Pattern } from "../../model/resolved.ts";

/** Text inside double quotes of PromQL. */
export function quote(text: string): string {
  return `"${text.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n")}"`;
}

/** Text that a PromQL regular expression (RE2, always anchored at both ends) takes literally. */
export function literal(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&");
}

/** One matcher of PromQL, or two: what a value is, and what it is not. */
function matcherTexts(label: string, matcher: Matcher): string[] {
  const { some, none } = partsOf("anyOf" in matcher ? { anyOf: [...matcher.anyOf].sort() } : matcher);
  return [...oneOf(label, some, "="), ...oneOf(label, none, "!")];
}

function oneOf(label: string, patterns: readonly Pattern[], sign: "=" | "!"): string[] {
  const [only, ...more] = patterns;
  if (!only) return [];
  if ("is" in only && more.length === 0) return [`${label}${sign === "=" ? "=" : "!="}${quote(only.is)}`];
  return [`${label}${sign}~${quote(regularExpression(patterns, literal))}`];
}

/** Matchers as text, each once, sorted. */
export function matchersIn(...filters: readonly Matchers[]): string[] {
  const texts = filters.flatMap((filter) => Object.entries(filter).flatMap(([label, matcher]) => matcherTexts(label, matcher)));
  return [...new Set(texts)].sort();
}

/**
 * An instant selector: `name{a="b",c=~"5.*"}`, matchers sorted, so that one catalog has one text. Two matchers on one
 * label both hold, as PromQL has it.
 */
export function selector(name: string, ...filters: readonly Matchers[]): string {
  const sorted = matchersIn(...filters);
  return sorted.length > 0 ? `${name}{${sorted.join(",")}}` : name;
}

/** The matchers of a series that has these labels. */
export const exactly = (labels: Readonly<Record<string, string>>): Matchers =>
  Object.fromEntries(Object.entries(labels).map(([label, is]) => [label, { is }]));

/** `sum by (a,b)`, or `sum` without labels. */
export function aggregate(operator: string, by: readonly string[]): string {
  return by.length > 0 ? `${operator} by (${by.join(", ")}) ` : operator;
}
