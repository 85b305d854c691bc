import type { ValueSignal } from "../../model/resolved.ts";
import { aggregate, selector } from "./selector.ts";

/**
 * The series of a gauge, put together; of one that is a share of another, both by the same labels and divided. What is not
 * above 0 divides nothing: a group without a limit has no value, and is no infinite share of it.
 */
export function gaugeValue({
  metric,
  where,
  across,
  by,
  outOf,
}: Pick<ValueSignal, "metric" | "where" | "across" | "by" | "outOf">): string {
  const together = (name: string, matchers: typeof where) => `${aggregate(across, by)}(${selector(name, matchers)})`;
  const value = together(metric.name, where);
  return outOf ? `${value}\n/\n(${together(outOf.metric.name, outOf.where)} > 0)` : value;
}
