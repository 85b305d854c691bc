import type { Refusal } from "../../../sandbox/fake-provider/model.ts";
import { refuse, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import type { Path } from "../../../sandbox/fake-provider/value.ts";

/** A monitor's query in its parts; the threshold as it is written. */
export interface ThresholdQuery {
  readonly left: string;
  readonly sign: string;
  readonly threshold: string;
}

/** `left > 5` -> its parts. */
export function thresholdQuery(query: string): ThresholdQuery | undefined {
  const match = /^(.*\S)\s*(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)$/s.exec(query.trim());
  return match ? { left: match[1] ?? "", sign: match[2] ?? "", threshold: match[3] ?? "" } : undefined;
}

const metric =
  /^(?:(?:avg|sum|min|max|p\d+(?:\.\d+)?|count)|count\(v:\s?v(?:<=|>=|<|>)-?\d+(?:\.\d+)?\)):[a-zA-Z][\w.]*\{[^{}]+\}(?:\s+by\s+\{[^{}]+\})?(?:\.as_(?:count|rate)\(\))?/;
// Of the last: docs.datadoghq.com, "Functions", "Count": how many groups have a value.
const wrapper = /^(?:abs|default_zero|moving_rollup|count_not_null)\(/;

/** What is wrong with an expression of metrics: operands, operators and functions of one operand. */
export function expressionRefusals(property: Path, expression: string): Refusal[] {
  let rest = expression.trim();
  let open = 0;
  let operand = true;
  while (rest !== "") {
    const found = operand ? (metric.exec(rest) ?? /^\d+(?:\.\d+)?/.exec(rest)) : /^[-+*/]/.exec(rest);
    const call = operand && !found ? (wrapper.exec(rest) ?? /^\(/.exec(rest)) : null;
    const closing = operand || found ? null : /^\)/.exec(rest);
    const taken = found ?? call ?? closing;
    if (!taken) return refuse(property, `The value provided for parameter 'query' is invalid: unable to parse near "${rest.slice(0, 30)}"`);
    if (call) open += 1;
    else if (closing) open -= 1;
    else operand = !operand;
    if (open < 0) return refuse(property, "The value provided for parameter 'query' is invalid: unbalanced parentheses");
    rest = rest.slice(taken[0].length).trim();
  }
  return refuseIf(operand || open > 0, property, "The value provided for parameter 'query' is invalid: it ends too early");
}

const timed = /^(avg|sum|max|min|change|pct_change)\(([^()]*)\):(.+)$/s;
const most: Readonly<Record<string, number>> = { m: 10_080, h: 168 };

function windowFault(window: string): string | undefined {
  if (window === "last_1d" || window === "last_1w") return undefined;
  const match = /^last_(\d+)([mh])$/.exec(window);
  const [number, highest] = [Number(match?.[1]), most[match?.[2] ?? ""] ?? 0];
  return match && number >= 1 && number <= highest ? undefined : `invalid time window "${window}"`;
}

/** What is wrong with the query of a metric monitor, without its threshold. */
export function metricQueryRefusals(left: string): Refusal[] {
  const match = timed.exec(left);
  if (!match) return refuse("query", "The value provided for parameter 'query' is invalid: no time aggregation");
  const [, aggregation, window = "", expression = ""] = match;
  const fault = windowFault(window);
  return [
    ...(fault === undefined ? [] : refuse("query", fault)),
    ...refuseIf(
      expression.includes(".as_count()") && aggregation !== "sum",
      "query",
      "only the sum aggregator can be used with as_count()",
    ),
    ...expressionRefusals("query", expression),
  ];
}
