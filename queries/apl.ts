import { matches, partsOf } from "../model/matcher.ts";
import { formatDuration } from "../model/quantity.ts";
import type { Matcher, Pattern, SavedQuery } from "../model/resolved.ts";
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
    ...Object.entries(where).map(([field, matcher]) => `where ${condition(field, matcher)}`),
    ...Object.entries(contains).map(([field, part]) => `where ${name(field)} contains ${text(part)}`),
    ...Object.entries(above).map(([field, bound]) => `where ${name(field)} > ${bound}`),
  ];
}

/** A field that a line does not have is the empty value; what a comparison makes of it is not asked. */
function condition(field: string, matcher: Matcher): string {
  const key = name(field);
  const { some, none } = partsOf(matcher);
  const positive = tests(key, some);
  const either = positive.length > 1 ? `(${positive.join(" or ")})` : positive.join("");
  const all = [...(either === "" ? [] : [either]), ...tests(key, none).map((test) => `not(${test})`)].join(" and ");
  if (!("some" in matcher) && !("matches" in matcher)) return all;
  if (matches(matcher, "")) return `isempty(${key}) or ${none.length + (either === "" ? 0 : 1) > 1 ? `(${all})` : all}`;
  return some.length === 0 ? `isnotempty(${key}) and ${all}` : all;
}

/** Tests of one field, those of several texts as one. */
function tests(key: string, patterns: readonly Pattern[]): string[] {
  const values = patterns.flatMap((one) => ("is" in one ? [text(one.is)] : []));
  return [
    ...(values.length === 0 ? [] : [`${key} ${values.length === 1 ? `== ${values[0]}` : `in (${values.join(", ")})`}`]),
    ...patterns.flatMap((one) => {
      if ("startsWith" in one) return [`${key} startswith_cs ${text(one.startsWith)}`];
      return "matches" in one ? [`${key} matches regex ${text(`^(?:${one.matches})$`)}`] : [];
    }),
  ];
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
