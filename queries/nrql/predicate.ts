import { matches, partsOf } from "../../model/matcher.ts";
import type { Matcher, Matchers, Pattern } from "../../model/resolved.ts";
import { Inexpressible } from "./inexpressible.ts";

/** Names that need no quotes. A dot belongs to a name (`http.statusCode`). */
const plainName = /^[A-Za-z_][A-Za-z0-9_.]*$/;

/** Words of NRQL ("NRQL reference"): an attribute of such a name is written in backticks, like one with a blank. */
const words = new Set(
  (
    "ago and as auto by cases compare day days extrapolate facet false filter from hour hours in into is join like limit " +
    "max minute minutes month not null offset on or order predict raw rlike second seconds select show since slide timeseries " +
    "timezone true until values week weeks where with"
  ).split(" "),
);

/** @throws Inexpressible for a name that backticks cannot hold */
export function attribute(name: string): string {
  if (plainName.test(name) && !words.has(name.toLowerCase())) return name;
  if (/[`\\\n]/.test(name)) throw new Inexpressible(`an attribute cannot be called ${JSON.stringify(name)}`);
  return `\`${name}\``;
}

/**
 * A matcher as a predicate. `=` and `IN` compare texts as they are. NRQL documents no escape in a text, and its `LIKE`
 * takes any case and reads `%` as any text; whatever could be read in another way is a regular expression instead
 * (RE2, always of the whole text), whose signs are written by their numbers.
 *
 * @throws Inexpressible if nothing can match, or the attribute has no name
 */
function predicate(name: string, matcher: Matcher): string {
  const { some, none } = partsOf(matcher);
  if (some.length === 0 && none.length === 0) throw new Inexpressible(`${name} is to be any of nothing`);
  const all = [joined(tests(name, some, ""), " OR "), ...tests(name, none, "NOT ")].filter((one) => one !== "");
  const isListed = !("some" in matcher) && !("matches" in matcher);
  if (isListed) return all.join(" AND ");
  if (matches(matcher, "")) return `(${attribute(name)} IS NULL OR ${joined(all, " AND ")})`;
  return [...(some.length === 0 ? [`${attribute(name)} IS NOT NULL`] : []), ...all].join(" AND ");
}

/** Tests of one attribute, those of several texts as one; `NOT` those that exclude them. */
function tests(name: string, patterns: readonly Pattern[], not: "" | "NOT "): string[] {
  const key = attribute(name);
  const values = [...new Set(patterns.flatMap((one) => ("is" in one ? [one.is] : [])))].sort();
  return [
    ...(values.length === 0 ? [] : [`${key} ${valuesTest(values, not)}`]),
    ...patterns.flatMap((one) => {
      if ("startsWith" in one) return [`${key} ${not}${beginningTest(one.startsWith)}`];
      return "matches" in one ? [`${key} ${not}RLIKE r'${expression(name, one.matches)}'`] : [];
    }),
  ];
}

function valuesTest(values: readonly string[], not: "" | "NOT "): string {
  const [only, ...more] = values.map((value) => `'${value}'`);
  if (!values.every(isPlain)) {
    const texts = values.map(literal).join("|");
    return `${not}RLIKE r'${more.length === 0 ? texts : `(?:${texts})`}'`;
  }
  if (more.length > 0) return `${not}IN (${[only, ...more].join(", ")})`;
  return `${not === "" ? "=" : "!="} ${only}`;
}

/** Without letters there is no case: LIKE is exact, and the plainest to read. */
const beginningTest = (start: string): string => (/^[0-9 .:/-]+$/.test(start) ? `LIKE '${start}%'` : `RLIKE r'${literal(start)}.*'`);

function expression(name: string, pattern: string): string {
  if (pattern.includes("'"))
    throw new Inexpressible(
      `${name} cannot match ${JSON.stringify(pattern)}: a text has no way to hold a quotation mark; write \\x27 for it`,
    );
  return pattern.includes("|") ? `(?:${pattern})` : pattern;
}

function joined(parts: readonly string[], word: " AND " | " OR "): string {
  const [only, ...more] = parts;
  return more.length === 0 ? (only ?? "") : `(${parts.join(word)})`;
}

/** Nothing in it could end a text or be an escape. */
const isPlain = (value: string): boolean => !/['\\\p{Cc}]/u.test(value);

/** A text as a regular expression that takes this text alone; no quotation mark is left in it. */
function literal(text: string): string {
  return [...text].map((sign) => (/[A-Za-z0-9 _/:-]/.test(sign) ? sign : `\\x{${sign.codePointAt(0)?.toString(16)}}`)).join("");
}

/** All matchers hold, in the order of their names; empty for none. @throws Inexpressible see `predicate` */
export function predicates(matchers: Matchers): string {
  return inOrder(matchers)
    .map(([name, matcher]) => predicate(name, matcher))
    .join(" AND ");
}

/**
 * What no event of these matchers is: at least one of them does not hold.
 *
 * @throws Inexpressible see `predicate`
 */
export function otherThan(matchers: Matchers): string {
  const each = inOrder(matchers).map(([name, matcher]) => {
    const { some, none } = partsOf(matcher);
    const any = joined(
      [joined(tests(name, some, "NOT "), " AND "), ...tests(name, none, "")].filter((one) => one !== ""),
      " OR ",
    );
    return matches(matcher, "") ? `(${attribute(name)} IS NOT NULL AND ${any})` : `(${attribute(name)} IS NULL OR ${any})`;
  });
  return joined(each, " OR ");
}

const inOrder = (matchers: Matchers): [string, Matcher][] => Object.entries(matchers).sort(([a], [b]) => (a < b ? -1 : 1));
