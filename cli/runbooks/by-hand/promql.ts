import type { SyntaxNode } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";
import type { Series } from "./series.ts";

/** What is wrong with a query in PromQL, measured by the series of a catalog; empty when nothing is. */
export function faultsOfPromql(series: ReadonlyMap<string, readonly Series[]>, query: string): string[] {
  const found: string[] = [];
  const text = (node: SyntaxNode) => query.slice(node.from, node.to);
  parser.parse(query).iterate({
    enter({ node }) {
      if (node.type.isError) found.push(`syntax error at ${node.from}`);
      if (node.name === "VectorSelector") found.push(...faultsOfSelector(series, node, text));
    },
  });
  return found;
}

/** Of the series of one name, a selector means the one whose service it names, else the one that it fits best. */
function faultsOfSelector(
  series: ReadonlyMap<string, readonly Series[]>,
  selector: SyntaxNode,
  text: (node: SyntaxNode) => string,
): string[] {
  const name = selector.getChild("Identifier");
  const all = (name && series.get(text(name))) || [];
  const named = all.filter(({ fixed }) => Object.entries(fixed).every(([label, value]) => text(selector).includes(`${label}="${value}"`)));
  const each = name ? (named.length > 0 ? named : all).map((one) => faultsAgainst(one, name, selector, text)) : [];
  const [fewest] = each.sort((one, other) => one.length - other.length);
  return fewest ?? [`${text(selector)}: no series of the catalog`];
}

function faultsAgainst(known: Series, name: SyntaxNode, selector: SyntaxNode, text: (node: SyntaxNode) => string): string[] {
  const found: string[] = [];
  const matchers = new Map<string, string>();
  for (const matcher of selector.getChild("LabelMatchers")?.getChildren("UnquotedLabelMatcher") ?? []) {
    const [label = "", operator = "", value = ""] = ["LabelName", "MatchOp", "StringLiteral"].map((part) => {
      const node = matcher.getChild(part);
      return node ? text(node) : "";
    });
    matchers.set(label, `${operator}${value}`);
    if (!known.labels.has(label)) found.push(`${text(name)} has no label ${label}`);
    if (label === "le") found.push(...faultsOfBound(known, operator, value));
  }
  for (const [label, value] of Object.entries(known.fixed))
    if (matchers.get(label) !== `="${value}"`) found.push(`${text(selector)} lacks ${label}="${value}"`);

  const above = ancestors(selector);
  const grouped = above.flatMap((node) => (node.name === "AggregateExpr" ? labelsBy(node, text) : []));
  for (const label of grouped) if (!known.labels.has(label)) found.push(`${text(name)} cannot be grouped by ${label}`);
  if (known.kind !== "gauge") {
    const rate = above.findIndex((node) => node.name === "FunctionCall" && /^(?:rate|increase)\(/.test(text(node)));
    const sum = above.findIndex((node) => node.name === "AggregateExpr");
    if (rate < 0) found.push(`${text(name)} counts up: it is read through rate()`);
    else if (sum >= 0 && sum < rate) found.push(`${text(name)}: the rate belongs inside of the sum`);
    if (sum < 0) found.push(`${text(name)}: one series a target, nothing sums them`);
  }
  if (known.kind === "native" && !above.some((node) => /^histogram_\w+\(/.test(text(node))))
    found.push(`${text(name)} is a native histogram: it is read through histogram_count(), histogram_fraction() or histogram_quantile()`);
  if (known.kind === "bucket" && !matchers.has("le")) {
    const inner = above.find((node) => node.name === "AggregateExpr");
    if (!inner || !labelsBy(inner, text).includes("le")) found.push(`${text(name)}: the sum below the quantile drops le`);
    if (!above.some((node) => text(node).startsWith("histogram_quantile(")))
      found.push(`${text(name)}: buckets without a quantile or a bound`);
  }
  return found;
}

/** A bound is matched in both spellings that Prometheus has for whole numbers (`30` in version 2, `30.0` in 3), and is the only one. */
function faultsOfBound({ bounds }: Series, operator: string, quoted: string): string[] {
  const value: string = JSON.parse(quoted);
  const matches = (spelling: string) =>
    operator === "=~" ? new RegExp(`^(?:${value})$`).test(spelling) : operator === "=" && spelling === value;
  const spellings = (bound: string) => (bound.includes(".") ? [bound] : [bound, `${bound}.0`]);
  const matched = bounds.filter((bound) => spellings(bound).some(matches));
  if (matched.length !== 1) return [`le${operator}${quoted} matches ${matched.length} bounds of ${bounds.join(", ")}`];
  return matched.flatMap(spellings).every(matches) ? [] : [`le${operator}${quoted} misses a spelling of ${matched[0]}`];
}

function ancestors(node: SyntaxNode): SyntaxNode[] {
  return node.parent ? [node.parent, ...ancestors(node.parent)] : [];
}

function labelsBy(aggregate: SyntaxNode, text: (node: SyntaxNode) => string): string[] {
  const modifier = aggregate.getChild("AggregateModifier");
  return modifier?.getChild("GroupingLabels")?.getChildren("LabelName").map(text) ?? [];
}

const matcher = /([a-zA-Z_]\w*)(=~|!~|!=|=)("(?:[^"\\]|\\.)*")/g;

/** The values by which queries choose, by label: those that a matcher spells out, and one for each pattern of plain signs and wildcards. */
export function chosenValues(queries: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const chosen = new Map<string, Set<string>>();
  for (const [, label = "", operator = "", quoted = '""'] of queries.flatMap((query) => [...query.matchAll(matcher)])) {
    const value: string = JSON.parse(quoted);
    const patterns = value.split("|").map((part) => part.replaceAll(/\.[*+]/g, "00").replaceAll(".", "0"));
    const values = operator.endsWith("~") ? patterns.filter((part) => /^[\w /:-]+$/.test(part)) : [value];
    for (const one of values) chosen.set(label, (chosen.get(label) ?? new Set()).add(one));
  }
  return chosen;
}
