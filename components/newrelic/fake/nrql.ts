/*
 * NRQL as far as conditions and widgets use it here ("NRQL reference"), read by a grammar of its own: one number that is
 * selected from events of one type.
 */

export interface Query {
  readonly select: Expression;
  readonly from: string;
  readonly where?: Predicate;
  readonly facet: readonly string[];
  /** clauses that a condition does not take */
  readonly further: readonly ("LIMIT" | "SINCE" | "TIMESERIES")[];
}
export type Expression =
  | { readonly number: number }
  | { readonly left: Expression; readonly operator: "+" | "-" | "*" | "/"; readonly right: Expression }
  | { readonly call: "clamp_max" | "clamp_min" | "floor" | "ceil"; readonly of: Expression; readonly bound?: number }
  | Aggregate;
export type Aggregate =
  | { readonly aggregate: "count" }
  | { readonly aggregate: "max" | "min" | "average" | "sum" | "latest" | "uniqueCount"; readonly of: string }
  | { readonly aggregate: "percentile"; readonly of: string; readonly at: number }
  | { readonly aggregate: "percentage" | "filter"; readonly inner: Aggregate; readonly where: Predicate }
  | { readonly aggregate: "rate"; readonly inner: Aggregate; readonly seconds: number };
export type Predicate =
  | { readonly all: readonly Predicate[] }
  | { readonly any: readonly Predicate[] }
  | { readonly attribute: string; readonly operator: "=" | "!=" | "<" | "<=" | ">" | ">="; readonly value: string | number }
  | { readonly attribute: string; readonly among: readonly (string | number)[]; readonly not: boolean }
  | { readonly attribute: string; readonly like: string; readonly not: boolean }
  | { readonly attribute: string; readonly rlike: string; readonly not: boolean }
  | { readonly attribute: string; readonly isNull: boolean };

interface Token {
  readonly kind: "word" | "name" | "number" | "text" | "expression" | "sign";
  readonly text: string;
}
const token =
  /\s*(?:(?<name>`[^`]+`)|r'(?<expression>[^']*)'|'(?<text>[^'\\]*)'|(?<number>\d+(?:\.\d+)?)|(?<word>[A-Za-z_][\w.]*)|(?<sign><=|>=|!=|[-+*/(),=<>]))/uy;

/** @throws Error with New Relic's words where the text is no query of this form */
export function parseNrql(text: string): Query {
  const tokens = tokensOf(text);
  let at = 0;
  const fail = (): never => {
    throw new Error(`NRQL Syntax Error: Error at position ${at}, unexpected '${tokens[at]?.text ?? "end of query"}'`);
  };
  const is = (kind: Token["kind"], text: string): boolean => {
    const next = tokens[at];
    return next?.kind === kind && next.text.toLowerCase() === text.toLowerCase();
  };
  const accept = (kind: Token["kind"], text: string): boolean => {
    const found = is(kind, text);
    if (found) at += 1;
    return found;
  };
  const expect = (kind: Token["kind"], text: string): void => {
    if (!accept(kind, text)) fail();
  };
  const take = (...kinds: Token["kind"][]): string => {
    const next = tokens[at];
    if (!next || !kinds.includes(next.kind)) return fail();
    at += 1;
    return next.text;
  };
  const number = (): number => Number(take("number"));
  const name = (): string => {
    if (tokens[at]?.kind === "word" && words.has((tokens[at]?.text ?? "").toUpperCase())) fail();
    return take("word", "name");
  };
  const listed = <T>(one: () => T): T[] => {
    const found = [one()];
    while (accept("sign", ",")) found.push(one());
    return found;
  };

  function expression(): Expression {
    let left = product();
    for (;;) {
      const operator = accept("sign", "+") ? "+" : accept("sign", "-") ? "-" : undefined;
      if (!operator) return left;
      left = { left, operator, right: product() };
    }
  }
  function product(): Expression {
    let left = factor();
    for (;;) {
      const operator = accept("sign", "*") ? "*" : accept("sign", "/") ? "/" : undefined;
      if (!operator) return left;
      left = { left, operator, right: factor() };
    }
  }
  function factor(): Expression {
    if (tokens[at]?.kind === "number") return { number: number() };
    if (accept("sign", "(")) {
      const inner = expression();
      expect("sign", ")");
      return inner;
    }
    const call = (tokens[at]?.text ?? "").toLowerCase();
    if (call !== "clamp_max" && call !== "clamp_min" && call !== "floor" && call !== "ceil") return aggregate();
    at += 1;
    expect("sign", "(");
    const of = expression();
    const bounded = call.startsWith("clamp");
    if (bounded) expect("sign", ",");
    const bound = bounded ? { bound: number() } : {};
    expect("sign", ")");
    return { call, of, ...bound };
  }
  function aggregate(): Aggregate {
    const called = take("word");
    const function_ = [...aggregates].find((one) => one.toLowerCase() === called.toLowerCase());
    expect("sign", "(");
    const found = argumentsOf(function_ ?? fail());
    expect("sign", ")");
    return found;
  }
  function argumentsOf(called: Aggregate["aggregate"]): Aggregate {
    if (called === "count") {
      expect("sign", "*");
      return { aggregate: called };
    }
    if (called === "percentage" || called === "filter") {
      const inner = aggregate();
      expect("sign", ",");
      expect("word", "WHERE");
      return { aggregate: called, inner, where: either() };
    }
    if (called === "rate") {
      const inner = aggregate();
      expect("sign", ",");
      const amount = number();
      const unit = { second: 1, seconds: 1, minute: 60, minutes: 60 }[take("word").toLowerCase()];
      return { aggregate: called, inner, seconds: amount * (unit ?? fail()) };
    }
    const of = name();
    if (called !== "percentile") return { aggregate: called, of };
    expect("sign", ",");
    return { aggregate: called, of, at: number() };
  }
  function either(): Predicate {
    const any = [both()];
    while (accept("word", "OR")) any.push(both());
    return any.length === 1 && any[0] ? any[0] : { any };
  }
  function both(): Predicate {
    const all = [single()];
    while (accept("word", "AND")) all.push(single());
    return all.length === 1 && all[0] ? all[0] : { all };
  }
  function single(): Predicate {
    if (accept("sign", "(")) {
      const inner = either();
      expect("sign", ")");
      return inner;
    }
    const attribute = name();
    if (accept("word", "IS")) {
      const isNull = !accept("word", "NOT");
      expect("word", "NULL");
      return { attribute, isNull };
    }
    const not = accept("word", "NOT");
    if (accept("word", "LIKE")) return { attribute, like: take("text"), not };
    if (accept("word", "RLIKE")) return { attribute, rlike: take("expression"), not };
    if (accept("word", "IN")) {
      expect("sign", "(");
      const among = listed(value);
      expect("sign", ")");
      return { attribute, among, not };
    }
    if (not) fail();
    const sign = take("sign");
    const operator = (["=", "!=", "<", "<=", ">", ">="] as const).find((one) => one === sign) ?? fail();
    return { attribute, operator, value: value() };
  }
  function value(): string | number {
    return tokens[at]?.kind === "number" ? number() : take("text");
  }
  function clauses(): Query["further"] {
    const found: Query["further"][number][] = [];
    for (;;) {
      if (accept("word", "LIMIT")) {
        if (!accept("word", "MAX")) number();
        found.push("LIMIT");
      } else if (accept("word", "TIMESERIES")) {
        if (!accept("word", "AUTO") && tokens[at]?.kind === "number") {
          number();
          take("word");
        }
        found.push("TIMESERIES");
      } else if (accept("word", "SINCE")) {
        number();
        take("word");
        expect("word", "AGO");
        found.push("SINCE");
      } else return found;
    }
  }

  expect("word", "SELECT");
  const select = expression();
  expect("word", "FROM");
  const from = name();
  const where = accept("word", "WHERE") ? { where: either() } : {};
  const facet = accept("word", "FACET") ? listed(name) : [];
  const further = clauses();
  if (at < tokens.length) fail();
  return { select, from, ...where, facet, further };
}

const aggregates: ReadonlySet<Aggregate["aggregate"]> = new Set([
  "average",
  "count",
  "filter",
  "latest",
  "max",
  "min",
  "percentage",
  "percentile",
  "rate",
  "sum",
  "uniqueCount",
]);
const words = new Set("AND AS FACET FROM IN IS LIKE LIMIT NOT NULL OR RLIKE SELECT SINCE TIMESERIES UNTIL WHERE WITH".split(" "));

function tokensOf(text: string): Token[] {
  const found: Token[] = [];
  token.lastIndex = 0;
  let end = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [kind, value] = Object.entries(match.groups ?? {}).find(([, part]) => part !== undefined) ?? ["sign", ""];
    found.push({ kind: kind as Token["kind"], text: kind === "name" ? value.slice(1, -1) : value });
    end = token.lastIndex;
  }
  if (text.slice(end).trim() !== "")
    throw new Error(`NRQL Syntax Error: Error at line 1 position ${end}, unexpected '${text.slice(end, end + 10)}'`);
  return found;
}
