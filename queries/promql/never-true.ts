import type { SyntaxNode } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";

/** Comparisons by the name of their node. */
const operators = { Gtr: ">", Gte: ">=", Lss: "<", Lte: "<=", Eql: "==" } as const;
type Operator = (typeof operators)[keyof typeof operators];

/** `left operator bound`, with the text of what is on the left. */
interface Comparison {
  readonly left: string;
  readonly inner: SyntaxNode;
  readonly operator: Operator;
  readonly bound: number;
}

/**
 * Why a query returns nothing whatever is measured, as the end of a sentence about it; undefined where it may return something. Only what
 * follows from PromQL itself: `count()` of no series is no series, never 0; `absent()` is 1 or nothing; no number is above 5 and below 3.
 *
 * @param query PromQL; one that cannot be parsed is left to whoever evaluates it
 */
export function neverTrue(query: string): string | undefined {
  const whole = unwrapped(parser.parse(query).topNode.firstChild);
  if (!whole) return undefined;
  const one = comparisonIn(whole, query);
  if (one) return impossibleAlone(one, query);
  if (whole.name !== "BinaryExpr" || !whole.getChild("And")) return undefined;
  const [left, right] = whole.getChildren("Expr").map((side) => {
    const node = unwrapped(side);
    return node ? comparisonIn(node, query) : undefined;
  });
  const alone = [left, right].map((side) => side && impossibleAlone(side, query)).find((why) => why !== undefined);
  // With `on` or `ignoring`, series of other labels meet.
  if (alone !== undefined || !left || !right || left.left !== right.left || whole.getChild("MatchingModifierClause")) return alone;
  if (!apart(left, right)) return undefined;
  return `${left.left} cannot be ${left.operator} ${left.bound} and ${right.operator} ${right.bound} at once`;
}

/**
 * Why the number of a query never satisfies a comparison that is made elsewhere, such as in an expression of Grafana.
 *
 * @param query PromQL of the number
 */
export function neverSatisfies(query: string, operator: Operator, bound: number): string | undefined {
  const inner = unwrapped(parser.parse(query).topNode.firstChild);
  return inner ? impossibleAlone({ left: textOf(inner, query), inner, operator, bound }, query) : undefined;
}

function impossibleAlone({ left, inner, operator, bound }: Comparison, query: string): string | undefined {
  const text = textOf(inner, query);
  if (inner.name === "AggregateExpr" && /^count\b/.test(text) && below(operator, bound, 1))
    return `${left} of no series is no series, not 0: it is never ${operator} ${bound}`;
  if (inner.name === "FunctionCall" && /^absent(_over_time)?\b/.test(text) && !holds(1, operator, bound))
    return `${left} is 1 or nothing: it is never ${operator} ${bound}`;
  return undefined;
}

/** Whether only numbers below `least` satisfy it. */
const below = (operator: Operator, bound: number, least: number): boolean =>
  operator === "<" ? bound <= least : (operator === "<=" || operator === "==") && bound < least;

function holds(value: number, operator: Operator, bound: number): boolean {
  if (operator === "==") return value === bound;
  if (operator.startsWith(">")) return operator === ">=" ? value >= bound : value > bound;
  return operator === "<=" ? value <= bound : value < bound;
}

/** Whether no number satisfies both; that between two bounds, or one of them, would. */
const apart = (one: Comparison, other: Comparison): boolean =>
  ![one.bound, other.bound, (one.bound + other.bound) / 2, Math.min(one.bound, other.bound) - 1, Math.max(one.bound, other.bound) + 1].some(
    (value) => holds(value, one.operator, one.bound) && holds(value, other.operator, other.bound),
  );

/** A comparison with a number on its right that filters series: one with `bool` returns something whatever is measured. */
function comparisonIn(node: SyntaxNode, query: string): Comparison | undefined {
  if (node.name !== "BinaryExpr" || node.getChild("BoolModifier")) return undefined;
  const operator = Object.entries(operators).find(([name]) => node.getChild(name))?.[1];
  const [left, right] = node.getChildren("Expr");
  const bound = right && unwrapped(right);
  const inner = left && unwrapped(left);
  if (operator === undefined || !inner || bound?.name !== "NumberDurationLiteral") return undefined;
  const number = Number(textOf(bound, query));
  // A duration is a number of seconds to PromQL; it is compared with nothing that is counted.
  return Number.isNaN(number) ? undefined : { left: textOf(inner, query), inner, operator, bound: number };
}

const textOf = ({ from, to }: SyntaxNode, query: string): string => query.slice(from, to);

/** What is inside of parentheses, and of the nodes that only hold one other. */
function unwrapped(node: SyntaxNode | null): SyntaxNode | undefined {
  let inner = node;
  while (inner && (inner.name === "ParenExpr" || inner.name === "Expr"))
    inner = inner.name === "ParenExpr" ? inner.getChild("Expr") : inner.firstChild;
  return inner ?? undefined;
}
