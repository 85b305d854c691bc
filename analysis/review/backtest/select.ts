import { matches } from "../../../model/matcher.ts";
import type { Matcher, Matchers } from "../../../model/resolved.ts";

export type Labels = Readonly<Record<string, string>>;

/** Series by their name and by matchers that all hold. */
export interface Selector {
  readonly name: string;
  readonly where: readonly Matchers[];
}

/** A label that a series does not have is empty. */
export function selects({ where }: Selector, labels: Labels): boolean {
  return where.every((matchers) => Object.entries(matchers).every(([label, matcher]) => matches(matcher, labels[label] ?? "")));
}

/** One text for all selectors that select the same by the same matchers. */
export function selectorKey({ name, where }: Selector): string {
  const matchers = where.flatMap((one) => Object.entries(one).map(([label, matcher]) => `${JSON.stringify(label)}:${matcherKey(matcher)}`));
  return `${name}{${[...new Set(matchers)].sort().join(",")}}`;
}

const matcherKey = (matcher: Matcher): string => JSON.stringify("anyOf" in matcher ? { anyOf: [...matcher.anyOf].sort() } : matcher);

/** One text for all series with these labels; empty ones do not exist. */
export function labelsKey(labels: Labels): string {
  const entries = Object.entries(labels).filter(([, value]) => value !== "");
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The labels of such a text. */
export const labelsIn = (key: string): Labels => Object.fromEntries(JSON.parse(key));

/** What is put together over everything has no labels, nor has what is absent. */
export const unlabelled = labelsKey({});

/** `tenant acme`; undefined where series are not groups, nor is what is absent. */
export function groupInWords(key: string, by: readonly string[]): string | undefined {
  const labels = by.length > 0 && key !== unlabelled ? labelsIn(key) : undefined;
  return labels && by.map((label) => `${label} ${labels[label] ?? ""}`).join(", ");
}

/** The labels of a series that are left when series are put together `by` some. */
export function groupKey(labels: Labels, by: readonly string[]): string {
  return labelsKey(Object.fromEntries(by.map((label) => [label, labels[label] ?? ""])));
}
