import { formatDuration } from "../model/quantity.ts";
import type { Matcher, SavedQuery } from "../model/resolved.ts";
import { name, text } from "./apl/literal.ts";

/**
 * A saved query in Axiom's processing language (https://axiom.co/docs/apl/introduction), over the last seconds that it
 * asks for. Values are compared exactly; only `contains` looks past the case, as people do who search.
 */
export function savedQuery(dataset: string, query: SavedQuery): string {
  return [name(dataset), `where _time > ago(${formatDuration(query.last)})`, ...conditions(query), ...shown(query)].join("\n| ");
}

function conditions({ where, contains, above }: SavedQuery): string[] {
  return [
    ...Object.entries(where).map(([field, matcher]) => `where ${name(field)} ${matching(matcher)}`),
    ...Object.entries(contains).map(([field, part]) => `where ${name(field)} contains ${text(part)}`),
    ...Object.entries(above).map(([field, bound]) => `where ${name(field)} > ${bound}`),
  ];
}

function matching(matcher: Matcher): string {
  if ("is" in matcher) return `== ${text(matcher.is)}`;
  if ("anyOf" in matcher) return `in (${matcher.anyOf.map(text).join(", ")})`;
  return `startswith_cs ${text(matcher.startsWith)}`;
}

/** Groups instead of lines where there are groups. The column of `count()` is called `count_`, of which a person wants the highest. */
function shown({ show, summarize }: SavedQuery): string[] {
  if (!summarize) return show.length === 0 ? [] : [`project ${names(show)}`];
  const { by, average, max, count } = summarize;
  const figures = [
    ...(average === undefined ? [] : [`avg(${name(average)})`]),
    ...(max === undefined ? [] : [`max(${name(max)})`]),
    ...(count ? ["count()"] : []),
  ];
  if (figures.length === 0) return [`distinct ${names(by)}`];
  return [`summarize ${figures.join(", ")} by ${names(by)}`, ...(count ? ["order by count_ desc"] : [])];
}

const names = (fields: readonly string[]): string => fields.map(name).join(", ");
