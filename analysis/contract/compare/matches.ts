import type { Matcher, Matchers } from "../../../model/resolved.ts";

/** Whether a value is one that a matcher selects. A label that is not there has the empty value. */
export function matches(matcher: Matcher, value: string): boolean {
  if ("is" in matcher) return value === matcher.is;
  return "anyOf" in matcher ? matcher.anyOf.includes(value) : value.startsWith(matcher.startsWith);
}

export function selects(where: Matchers, labels: ReadonlyMap<string, string>): boolean {
  return Object.entries(where).every(([label, matcher]) => matches(matcher, labels.get(label) ?? ""));
}
