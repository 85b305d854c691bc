import type { Filter, Matcher } from "./arguments.ts";

export const isText = (value: unknown): value is string => typeof value === "string";

/** A filter as the catalog writes it. */
export function filterEntry(filter: Filter): Record<string, unknown> {
  return Object.fromEntries(Object.entries(filter).map(([label, matcher]) => [label, matcherEntry(matcher)]));
}

function matcherEntry(matcher: Matcher): unknown {
  return typeof matcher === "object" && "startsWith" in matcher ? { "starts-with": matcher.startsWith } : matcher;
}

/** Every label that filters match, each once. */
export function filterLabels(...filters: readonly (Filter | undefined)[]): string[] {
  return [...new Set(filters.flatMap((filter) => Object.keys(filter ?? {})))];
}
