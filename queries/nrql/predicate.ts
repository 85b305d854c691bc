import type { Matcher, Matchers } from "../../model/resolved.ts";
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
  const key = attribute(name);
  if ("startsWith" in matcher) {
    const { startsWith } = matcher;
    // Without letters there is no case: LIKE is exact, and the plainest to read.
    return /^[0-9 .:/-]+$/.test(startsWith) ? `${key} LIKE '${startsWith}%'` : `${key} RLIKE r'${literal(startsWith)}.*'`;
  }
  const values = "is" in matcher ? [matcher.is] : [...new Set(matcher.anyOf)].sort();
  const [only, ...more] = values;
  if (only === undefined) throw new Inexpressible(`${name} is to be any of nothing`);
  if (!values.every(isPlain)) return `${key} RLIKE r'${more.length === 0 ? literal(only) : `(?:${values.map(literal).join("|")})`}'`;
  return more.length === 0 ? `${key} = '${only}'` : `${key} IN (${values.map((value) => `'${value}'`).join(", ")})`;
}

/** Nothing in it could end a text or be an escape. */
const isPlain = (value: string): boolean => !/['\\\p{Cc}]/u.test(value);

/** A text as a regular expression that takes this text alone; no quotation mark is left in it. */
function literal(text: string): string {
  return [...text].map((sign) => (/[A-Za-z0-9 _/:-]/.test(sign) ? sign : `\\x{${sign.codePointAt(0)?.toString(16)}}`)).join("");
}

/** All matchers hold, in the order of their names; empty for none. @throws Inexpressible see `predicate` */
export function predicates(matchers: Matchers): string {
  return Object.entries(matchers)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, matcher]) => predicate(name, matcher))
    .join(" AND ");
}
