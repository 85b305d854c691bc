import { listOf, type Tokens, tokensOf } from "./tokens.ts";

/** A test of one field, or several joined. `value` keeps its quotation marks: they distinguish text from a number. */
export type FieldTest =
  | { readonly field: string; readonly operator: string; readonly value: string }
  | { readonly all: readonly FieldTest[] }
  | { readonly any: readonly FieldTest[] };

/** What a filter pattern says, as far as its form is known here. */
export type FilterPattern =
  | { readonly kind: "every" }
  | { readonly kind: "json"; readonly test: FieldTest }
  | { readonly kind: "spaced"; readonly fields: readonly { readonly name: string; readonly test?: FieldTest }[] };

const token = /\$\.[A-Za-z0-9_.[\]-]+|"[^"]*"|&&|\|\||!=|<=|>=|[={}[\](),<>]|[^\s"={}[\](),<>&|!]+/;
const operators = ["=", "!=", "<", "<=", ">", ">="];

/**
 * The two forms with fields of CloudWatch's filter patterns, and the empty one. Loose words, which a pattern may be as
 * well, are not read here: this project never writes them.
 *
 * @throws Error if the text is none of them
 */
export function parseFilterPattern(text: string): FilterPattern {
  if (text.trim() === "") return { kind: "every" };
  const tokens = tokensOf(text, token);
  if (tokens.take("{")) {
    const test = joined(tokens, () => comparison(tokens, jsonField(tokens)));
    tokens.expect("}");
    tokens.end();
    return { kind: "json", test };
  }
  tokens.expect("[");
  const fields = listOf(tokens, ",", () => spacedField(tokens));
  tokens.expect("]");
  tokens.end();
  return { kind: "spaced", fields };
}

function joined(tokens: Tokens, leaf: () => FieldTest): FieldTest {
  const one = (): FieldTest => {
    if (!tokens.take("(")) return leaf();
    const inner = joined(tokens, leaf);
    tokens.expect(")");
    return inner;
  };
  const all = (): FieldTest => single("all", listOf(tokens, "&&", one));
  return single("any", listOf(tokens, "||", all));
}

function single(how: "all" | "any", tests: FieldTest[]): FieldTest {
  const [first, ...more] = tests;
  if (first && more.length === 0) return first;
  return how === "all" ? { all: tests } : { any: tests };
}

function jsonField(tokens: Tokens): string {
  const field = tokens.next();
  if (!field.startsWith("$.")) throw new Error(`a field such as $.status expected, not ${field}`);
  return field.slice(2);
}

function comparison(tokens: Tokens, field: string): FieldTest {
  const operator = tokens.next();
  if (!operators.includes(operator)) throw new Error(`a comparison of ${field} expected, not ${operator}`);
  const value = tokens.next();
  if (!/^("[^"]*"|[\w.*:/-]+)$/.test(value)) throw new Error(`a value of ${field} expected, not ${value}`);
  return { field, operator, value };
}

function spacedField(tokens: Tokens): { readonly name: string; readonly test?: FieldTest } {
  let name = "";
  const test = joined(tokens, () => {
    const field = tokens.next();
    if (!/^\w+$/.test(field)) throw new Error(`the name of a field expected, not ${field}`);
    if (name !== "" && name !== field) throw new Error(`${field} is tested in the place of ${name}`);
    name = field;
    return operators.includes(tokens.peek() ?? "") ? comparison(tokens, field) : untested;
  });
  return test === untested ? { name } : { name, test };
}

/** A bare field name. */
const untested: FieldTest = { all: [] };
