import type { SyntaxNode } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";
import type { Matchers, Metric, RawQuery } from "../../model/resolved.ts";
import { matchersIn } from "./selector.ts";

/** A selector of series in a query, by the grammar of Prometheus. */
export interface Selected {
  /** absent: it names none */
  readonly name?: string;
  /** labels that it matches */
  readonly labels: readonly string[];
  readonly node: SyntaxNode;
}

/** Every selector of a query, in its order. */
export function selectorsIn(query: string): Selected[] {
  const text = ({ from, to }: SyntaxNode) => query.slice(from, to);
  const found: Selected[] = [];
  parser.parse(query).iterate({
    enter({ node }) {
      if (node.name !== "VectorSelector") return;
      const name = node.getChild("Identifier");
      const matchers = node.getChild("LabelMatchers")?.getChildren("UnquotedLabelMatcher") ?? [];
      const labels = matchers.flatMap((matcher) => matcher.getChildren("LabelName").map(text));
      found.push({ ...(name && { name: text(name) }), labels, node });
    },
  });
  return found;
}

/** Expressions that are no instant vector, by the names of their nodes. */
const noVector: ReadonlySet<string> = new Set(["MatrixSelector", "SubqueryExpr", "StringLiteral", "NumberDurationLiteral"]);

/** Why a text is not one whole expression that returns series, as the end of a sentence about it; undefined where it is. */
export function malformed(query: string): string | undefined {
  const tree = parser.parse(query);
  let fault: string | undefined;
  tree.iterate({
    enter({ type, from, node }) {
      // What begins with # would hide what comes after it in the rule.
      if (type.name === "LineComment") fault ??= `a comment at ${from + 1}`;
      else if (type.isError) fault ??= `a syntax error at ${from + 1}`;
      else if (node.name === "QuotedLabelMatcher" || node.name === "QuotedLabelName") fault ??= `a name in quotation marks at ${from + 1}`;
    },
  });
  if (fault !== undefined) return fault;
  const whole = tree.topNode.firstChild;
  const inner = whole?.name === "Expr" ? whole.firstChild : whole;
  return inner && !noVector.has(inner.name) ? undefined : "no expression that returns series";
}

/** Names of the series that a metric is: of a histogram with buckets its three. */
export function seriesNamesOf({
  name,
  kind,
  native,
  buckets,
}: Pick<Metric, "name" | "kind" | "native"> & { readonly buckets: { readonly length: number } }): string[] {
  if (kind !== "histogram") return [name];
  const classic = buckets.length > 0 ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [];
  return [...classic, ...(native ? [name] : [])];
}

/**
 * A raw query for one environment: each selector also has the matchers of the metric that it names. They are put where the grammar says
 * that a selector is, so that no text of the query is taken for anything else.
 *
 * @throws Error for a series of none of the metrics, which the checks refuse
 */
export function rawQuery(query: string, reads: readonly Metric[]): string {
  const inserts = selectorsIn(query).map(({ name, labels, node }) => {
    const metric = reads.find((one) => name !== undefined && seriesNamesOf(one).includes(name));
    if (!metric) throw new Error(`${name ?? "a selector without a name"} is none of the metrics that the query reads`);
    return insertOf(node, labels.length > 0, metric.where);
  });
  return inserts.reduceRight((text, { at, what }) => text.slice(0, at) + what + text.slice(at), query);
}

function insertOf(selector: SyntaxNode, matched: boolean, where: Matchers): { at: number; what: string } {
  const matchers = matchersIn(where).join(",");
  const braces = selector.getChild("LabelMatchers");
  if (matchers === "") return { at: selector.to, what: "" };
  if (braces) return { at: braces.from + 1, what: matched ? `${matchers},` : matchers };
  return { at: selector.getChild("Identifier")?.to ?? selector.to, what: `{${matchers}}` };
}

/** A raw query of a value, as an operand: a line of its own begins and ends it. */
export function rawValue({ query, reads }: RawQuery): string {
  if (typeof query !== "string") throw new Error("bad and all events are no value");
  return `(\n  ${rawQuery(query, reads).replaceAll("\n", "\n  ")}\n)`;
}
