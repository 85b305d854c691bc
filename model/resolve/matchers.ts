import type { z } from "zod";
import type { Matcher, Matchers } from "../resolved.ts";
import type { filter, matcher } from "../schema/signal.ts";
import { compare } from "./entries.ts";

type WrittenMatcher = z.output<typeof matcher>;
type WrittenFilter = z.output<typeof filter>;

/** A matcher in its one form: a list is sorted, and a list of one is an equality. */
function matcherOf(written: WrittenMatcher): Matcher {
  if (typeof written === "string") return { is: written };
  if (!Array.isArray(written)) return { startsWith: written["starts-with"] };
  const [only, ...more] = [...new Set(written)].sort(compare);
  return only !== undefined && more.length === 0 ? { is: only } : { anyOf: [only ?? "", ...more] };
}

export function matchersOf(written: WrittenFilter | undefined): Matchers {
  return join(Object.fromEntries(Object.entries(written ?? {}).map(([label, one]) => [label, matcherOf(one)])));
}

/** All matchers together, in label order. A checked catalog matches each label once. */
export function join(...all: readonly Matchers[]): Matchers {
  const entries = all.flatMap((one) => Object.entries(one));
  return Object.fromEntries(entries.sort(([one], [other]) => compare(one, other)));
}
