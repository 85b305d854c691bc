import type { z } from "zod";
import type { Matcher, Matchers, Pattern } from "../resolved.ts";
import type { filter, matcher } from "../schema/signal.ts";
import { compare } from "./entries.ts";

type WrittenMatcher = z.output<typeof matcher>;
type WrittenFilter = z.output<typeof filter>;
type WrittenItem = Extract<WrittenMatcher, readonly unknown[]>[number];
type WrittenPattern = Exclude<WrittenItem, { not: unknown }>;

const patternOf = (written: WrittenPattern): Pattern => {
  if (typeof written === "string") return { is: written };
  return "matches" in written ? { matches: written.matches } : { startsWith: written["starts-with"] };
};

/** In one order, each once: texts, then beginnings, then regular expressions. */
function inOrder(patterns: readonly Pattern[]): Pattern[] {
  const text = (one: Pattern) => ("is" in one ? `0${one.is}` : "startsWith" in one ? `1${one.startsWith}` : `2${one.matches}`);
  const unique = new Map(patterns.map((one) => [text(one), one]));
  return [...unique].sort(([one], [other]) => compare(one, other)).map(([, one]) => one);
}

/** A matcher in its one form: lists are sorted, a list of one is that one, and texts alone are a list of texts. */
export function matcherOf(written: WrittenMatcher): Matcher {
  const items: readonly WrittenItem[] = Array.isArray(written) ? written : [written];
  const isNegated = (item: WrittenItem) => typeof item === "object" && "not" in item;
  const some = inOrder(items.flatMap((item) => (typeof item === "object" && "not" in item ? [] : [patternOf(item)])));
  const none = inOrder(
    items.filter(isNegated).flatMap((item) => {
      const { not } = item as Extract<WrittenItem, { not: unknown }>;
      return (Array.isArray(not) ? not : [not]).map(patternOf);
    }),
  );
  const [only, ...more] = some;
  if (none.length > 0 || !only) return { some, none };
  if (more.length === 0) return only;
  const texts = some.flatMap((one) => ("is" in one ? [one.is] : []));
  return texts.length === some.length ? { anyOf: texts } : { some, none };
}

export function matchersOf(written: WrittenFilter | undefined): Matchers {
  return join(Object.fromEntries(Object.entries(written ?? {}).map(([label, one]) => [label, matcherOf(one)])));
}

/** All matchers together, in label order. A checked catalog matches each label once. */
export function join(...all: readonly Matchers[]): Matchers {
  const entries = all.flatMap((one) => Object.entries(one));
  return Object.fromEntries(entries.sort(([one], [other]) => compare(one, other)));
}
