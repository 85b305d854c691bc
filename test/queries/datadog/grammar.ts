/**
 * A grammar of Datadog's metric monitor queries, written from the vendor's pages and not from what this project renders:
 * `time(window): expression comparator number`, where an expression joins metrics with + - * / and functions.
 */

export type TagFilter =
  | { readonly tag: string; readonly is: string }
  | { readonly tag: string; readonly startsWith: string }
  | { readonly tag: string; readonly in: readonly string[] }
  | { readonly not: TagFilter }
  | { readonly and: readonly TagFilter[] }
  | { readonly or: readonly TagFilter[] }
  | { readonly every: true };

export type Expression =
  | {
      readonly metric: string;
      /** `sum`, `count`, `p95` … */
      readonly space: string;
      /** of a threshold query: which values are counted */
      readonly values?: { readonly compare: string; readonly bound: number };
      readonly filter: TagFilter;
      readonly by: readonly string[];
      readonly as?: "count" | "rate";
    }
  | { readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly call: string; readonly of: Expression; readonly parameters: readonly string[] }
  | { readonly number: number };

export interface MonitorTree {
  readonly time: string;
  /** seconds */
  readonly window: number;
  readonly expression: Expression;
  readonly compare: string;
  readonly threshold: string;
}

/** Reads a text from left to right; every fault says where. */
class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  blanks(): void {
    this.take(/\s*/y);
  }

  take(form: RegExp): string | undefined {
    form.lastIndex = this.#at;
    const found = form.exec(this.#text);
    if (!found) return undefined;
    this.#at += found[0].length;
    return found[0];
  }

  need(form: RegExp, what: string): string {
    const found = this.take(form);
    if (found === undefined) throw new Error(`${what} expected at ${this.#at} of ${this.#text}`);
    return found;
  }

  get done(): boolean {
    return this.#at === this.#text.length;
  }
}

const number = /-?\d+(?:\.\d+)?/y;
const units: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400, w: 604_800 };

export function parseMonitor(query: string): MonitorTree {
  const reader = new Reader(query);
  const time = reader.need(/avg|sum|max|min|change|pct_change/y, "a time aggregation");
  reader.need(/\(/y, "(");
  const window = windowOf(reader.need(/last_\d+[mhdw]/y, "a window"));
  reader.need(/\):/y, "):");
  reader.blanks();
  const expression = sum(reader);
  reader.blanks();
  const compare = reader.need(/>=|<=|>|</y, "a comparison");
  reader.blanks();
  const threshold = reader.need(number, "a threshold");
  if (!reader.done) throw new Error(`more than a comparison: ${query}`);
  return { time, window, expression, compare, threshold };
}

export function parseExpression(query: string): Expression {
  const reader = new Reader(query);
  const expression = sum(reader);
  if (!reader.done) throw new Error(`more than an expression: ${query}`);
  return expression;
}

function windowOf(text: string): number {
  const [, length = "", unit = ""] = /^last_(\d+)([mhdw])$/.exec(text) ?? [];
  const seconds = Number(length) * (units[unit] ?? Number.NaN);
  const most = { m: 10_080 * 60, h: 168 * 3600, d: 86_400, w: 604_800 }[unit] ?? 0;
  if (!(seconds >= 60 && seconds <= most)) throw new Error(`${text} is outside of the vendor's windows`);
  return seconds;
}

function joined(reader: Reader, operators: RegExp, part: (reader: Reader) => Expression): Expression {
  let left = part(reader);
  for (;;) {
    reader.blanks();
    const operator = reader.take(operators);
    if (operator === undefined) return left;
    reader.blanks();
    left = { operator, left, right: part(reader) };
  }
}
const sum = (reader: Reader): Expression => joined(reader, /[+-]/y, product);
const product = (reader: Reader): Expression => joined(reader, /[*/]/y, operand);

function operand(reader: Reader): Expression {
  if (reader.take(/\(/y) !== undefined) {
    const inner = sum(reader);
    reader.need(/\)/y, ")");
    return inner;
  }
  const call = reader.take(/(?:abs|default_zero|moving_rollup)\(/y);
  if (call !== undefined) {
    const of = sum(reader);
    const parameters: string[] = [];
    while (reader.take(/\s*,\s*/y) !== undefined) parameters.push(reader.need(/'\w+'|\d+/y, "a parameter"));
    reader.need(/\)/y, ")");
    return { call: call.slice(0, -1), of, parameters };
  }
  const literal = reader.take(/\d+(?:\.\d+)?(?![\w:.])/y);
  return literal === undefined ? metric(reader) : { number: Number(literal) };
}

function metric(reader: Reader): Expression {
  const space = reader.need(/(?:avg|sum|min|max|count|p\d{1,2}(?:\.\d{1,2})?)(?=[:(])/y, "an aggregation over series");
  const values = space === "count" ? valuesOf(reader) : undefined;
  reader.need(/:/y, ":");
  const name = reader.need(/[a-zA-Z][\w.]*/y, "a metric");
  reader.need(/\{/y, "{");
  const filter = filterOf(reader);
  reader.need(/\}/y, "}");
  const by = reader.take(/ by \{/y) === undefined ? [] : reader.need(/[a-z][\w,]*/y, "tags").split(",");
  if (by.length > 0) reader.need(/\}/y, "}");
  const as = reader.take(/\.as_(?:count|rate)\(\)/y)?.slice(4, -2);
  return { metric: name, space, ...(values && { values }), filter, by, ...(as !== undefined && { as: as === "count" ? "count" : "rate" }) };
}

function valuesOf(reader: Reader): { compare: string; bound: number } | undefined {
  if (reader.take(/\(v:\s?v/y) === undefined) return undefined;
  const compare = reader.need(/>=|<=|>|</y, "a comparison of values");
  const bound = Number(reader.need(number, "a bound"));
  reader.need(/\)/y, ")");
  return { compare, bound };
}

/** Filters with words: `AND` binds closer than `OR`, `NOT` closest. */
function filterOf(reader: Reader): TagFilter {
  if (reader.take(/\*(?=\})/y) !== undefined) return { every: true };
  return either(reader);
}

function words(reader: Reader, word: RegExp, part: (reader: Reader) => TagFilter): TagFilter[] {
  const parts = [part(reader)];
  while (reader.take(word) !== undefined) parts.push(part(reader));
  return parts;
}
function either(reader: Reader): TagFilter {
  const parts = words(reader, / OR /y, both);
  const [only, ...more] = parts;
  return only && more.length === 0 ? only : { or: parts };
}
function both(reader: Reader): TagFilter {
  const parts = words(reader, / AND /y, one);
  const [only, ...more] = parts;
  return only && more.length === 0 ? only : { and: parts };
}

const value = /[\p{Ll}\p{N}\p{Lo}_\-:./]+/uy;

function one(reader: Reader): TagFilter {
  if (reader.take(/NOT /y) !== undefined) return { not: one(reader) };
  if (reader.take(/\(/y) !== undefined) {
    const inner = either(reader);
    reader.need(/\)/y, ")");
    return inner;
  }
  const tag = reader.need(/[a-z][a-z0-9_]*/y, "the key of a tag");
  const set = reader.take(/ (?:NOT )?IN \(/y);
  if (set !== undefined) {
    const values = [reader.need(value, "a value")];
    while (reader.take(/, /y) !== undefined) values.push(reader.need(value, "a value"));
    reader.need(/\)/y, ")");
    const within: TagFilter = { tag, in: values };
    return set.includes("NOT") ? { not: within } : within;
  }
  reader.need(/:/y, ":");
  const text = reader.need(value, "a value");
  return reader.take(/\*/y) === undefined ? { tag, is: text } : { tag, startsWith: text };
}

/** Does a series with these tags pass? Values are stored in lower case. */
export function passes(filter: TagFilter, tags: Readonly<Record<string, string>>): boolean {
  if ("every" in filter) return true;
  if ("and" in filter) return filter.and.every((part) => passes(part, tags));
  if ("or" in filter) return filter.or.some((part) => passes(part, tags));
  if ("not" in filter) return !passes(filter.not, tags);
  const has = tags[filter.tag]?.toLowerCase();
  if (has === undefined) return false;
  if ("in" in filter) return filter.in.includes(has);
  return "is" in filter ? has === filter.is : has.startsWith(filter.startsWith);
}
