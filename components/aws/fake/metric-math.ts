import { listOf, type Tokens, tokensOf } from "./tokens.ts";

/** An expression of metric math. */
export type Expression =
  | { readonly number: number }
  | { readonly id: string }
  | { readonly call: string; readonly of: readonly Expression[] }
  | { readonly operator: string; readonly left: Expression; readonly right: Expression };

const token = /[A-Za-z_][A-Za-z0-9_]*|\d+(?:\.\d+)?|[<>]=?|[=!]=|&&|\|\||[-+*/^(),]/;
/** Weakest first. */
const levels = [["||"], ["&&"], ["==", "!=", "<", "<=", ">", ">="], ["+", "-"], ["*", "/"]];
/** Functions that this project uses, with their arguments. */
const functions: Readonly<Record<string, number>> = { FILL: 2, IF: 3 };

/** @throws Error if the text is no expression, or calls a function that is not known here */
export function parseExpression(text: string): Expression {
  const tokens = tokensOf(text, token);
  const expression = level(tokens, 0);
  tokens.end();
  return expression;
}

function level(tokens: Tokens, depth: number): Expression {
  const operators = levels[depth];
  if (!operators) return atom(tokens);
  let left = level(tokens, depth + 1);
  for (let operator = tokens.peek(); operator !== undefined && operators.includes(operator); operator = tokens.peek()) {
    tokens.next();
    left = { operator, left, right: level(tokens, depth + 1) };
  }
  return left;
}

function atom(tokens: Tokens): Expression {
  if (tokens.take("(")) {
    const inner = level(tokens, 0);
    tokens.expect(")");
    return inner;
  }
  const word = tokens.next();
  if (/^\d/.test(word)) return { number: Number(word) };
  if (!/^\w+$/.test(word)) throw new Error(`a number, an id or a function expected, not ${word}`);
  if (!tokens.take("(")) return { id: word };
  const of = listOf(tokens, ",", () => level(tokens, 0));
  tokens.expect(")");
  if (functions[word] !== of.length) throw new Error(`${word} with ${of.length} arguments is not known`);
  return { call: word, of };
}

/** The ids that an expression reads. */
export function idsIn(expression: Expression): string[] {
  if ("id" in expression) return [expression.id];
  if ("call" in expression) return expression.of.flatMap(idsIn);
  return "operator" in expression ? [expression.left, expression.right].flatMap(idsIn) : [];
}
