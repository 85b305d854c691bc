import type { Matcher, Matchers } from "../../model/resolved.ts";

/** Text inside double quotes of PromQL. */
export function quote(text: string): string {
  return `"${text.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n")}"`;
}

/** Text that a PromQL regular expression (RE2, always anchored at both ends) takes literally. */
export function literal(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&");
}

function matcherText(label: string, matcher: Matcher): string {
  if ("is" in matcher) return `${label}=${quote(matcher.is)}`;
  if ("startsWith" in matcher) return `${label}=~${quote(`${literal(matcher.startsWith)}.*`)}`;
  const [only, ...more] = matcher.anyOf;
  if (only !== undefined && more.length === 0) return `${label}=${quote(only)}`;
  return `${label}=~${quote([...matcher.anyOf].sort().map(literal).join("|"))}`;
}

/**
 * An instant selector: `name{a="b",c=~"5.*"}`, matchers sorted, so that one catalog has one text. Two matchers on one
 * label both hold, as PromQL has it.
 */
export function selector(name: string, ...filters: readonly Matchers[]): string {
  const matchers = filters.flatMap((filter) => Object.entries(filter).map(([label, matcher]) => matcherText(label, matcher)));
  const sorted = [...new Set(matchers)].sort();
  return sorted.length > 0 ? `${name}{${sorted.join(",")}}` : name;
}

/** `sum by (a,b)`, or `sum` without labels. */
export function aggregate(operator: string, by: readonly string[]): string {
  return by.length > 0 ? `${operator} by (${by.join(", ")}) ` : operator;
}
