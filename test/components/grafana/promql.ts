import type { SyntaxNode } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";

/** What a query is made of, in the order in which it is written. */
export interface Parsed {
  readonly faults: readonly string[];
  readonly metrics: readonly string[];
  /** functions and aggregations */
  readonly functions: readonly string[];
  /** labels of `by` of each aggregation that has one */
  readonly groupings: readonly (readonly string[])[];
  readonly numbers: readonly number[];
  /** windows in square brackets, without the steps of subqueries */
  readonly windows: readonly string[];
}

export function parsed(query: string): Parsed {
  const faults: string[] = [];
  const metrics: string[] = [];
  const functions: string[] = [];
  const groupings: string[][] = [];
  const numbers: number[] = [];
  const windows: string[] = [];
  const text = (node: SyntaxNode) => query.slice(node.from, node.to);
  parser.parse(query).iterate({
    enter({ node }) {
      if (node.type.isError) faults.push(`at ${node.from} of ${query}`);
      if (node.name === "VectorSelector") metrics.push(textOf(node.getChild("Identifier"), text));
      if (node.name === "FunctionIdentifier" || node.name === "AggregateOp") functions.push(text(node));
      if (node.name === "GroupingLabels") groupings.push(node.getChildren("LabelName").map(text));
      if (node.name === "NumberDurationLiteral") numbers.push(Number(text(node)));
      if (node.name === "MatrixSelector" || node.name === "SubqueryExpr") windows.push(textOf(node.getChild("DurationExpr"), text));
    },
  });
  return { faults, metrics, functions, groupings, numbers, windows };
}

function textOf(node: SyntaxNode | null, text: (node: SyntaxNode) => string): string {
  return node ? text(node) : "";
}
