import { withoutExpression } from "../../../model/matcher.ts";
import type { Matcher, Matchers, Pattern } from "../../../model/resolved.ts";
import type { SentSample } from "../datagrams/parse.ts";
import type { Demand } from "../demand.ts";
import { type Comparison, comparisonOf } from "./comparison.ts";
import { sightingOf } from "./of-samples.ts";
import type { Inquiry } from "./sighting.ts";

/** What the letters of a type are to the catalog; the others are kinds that it does not have. */
const kinds: Readonly<Record<string, string>> = {
  c: "counter",
  g: "gauge",
  d: "distribution",
  h: "histogram (h)",
  ms: "timing (ms)",
  s: "set (s)",
};

/** Compares demands with what an application sent to its agent: tags that the agent adds are not there yet. */
export function compareWithDatagrams(
  demands: readonly Demand[],
  sent: readonly SentSample[],
  all: readonly Demand[] = demands,
): Promise<Comparison> {
  const samples = Map.groupBy(sent, ({ name }) => name);
  const kindsOf = (name: string) => [...new Set((samples.get(name) ?? []).map(({ type }) => kinds[type] ?? type))];
  const known = [...samples.keys()].map((name) => ({ name, kind: kindsOf(name)[0] ?? "" }));
  const declared = (name: string) => ({ kinds: kindsOf(name), units: [] });
  const there = { collected: false, known, look: (inquiry: Inquiry) => sightingOf(inquiry, { samples, declared }) };
  return comparisonOf(demands.map(asStored), there, all);
}

/** The values of tags are stored in lower case, and are asked for in lower case. */
function asStored(demand: Demand): Demand {
  return {
    ...demand,
    metric: { ...demand.metric, where: lowered(demand.metric.where) },
    uses: demand.uses.map((use) => ({ ...use, selects: lowered(use.selects), mayFind: lowered(use.mayFind) })),
  };
}

function lowered(where: Matchers): Matchers {
  return Object.fromEntries(Object.entries(where).map(([label, matcher]) => [label, loweredMatcher(matcher)]));
}

function loweredMatcher(matcher: Matcher): Matcher {
  if ("anyOf" in matcher) return { anyOf: matcher.anyOf.map((value) => value.toLowerCase()) };
  if ("some" in matcher) return { some: matcher.some.flatMap(loweredPattern), none: matcher.none.flatMap(loweredPattern) };
  return "matches" in matcher ? { some: loweredPattern(matcher), none: [] } : loweredPlain(matcher);
}

/** A regular expression is asked for by its values; one that has no end of them is refused where the queries are made. */
const loweredPattern = (pattern: Pattern): readonly Pattern[] => withoutExpression(pattern)?.map(loweredPlain) ?? [pattern];

const loweredPlain = (pattern: Exclude<Pattern, { matches: string }>): Pattern =>
  "is" in pattern ? { is: pattern.is.toLowerCase() } : { startsWith: pattern.startsWith.toLowerCase() };
