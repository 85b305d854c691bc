import type { ValueSignal } from "../../model/resolved.ts";
import { filter, grouping } from "./tag.ts";

/** The queries of a gauge, of one that is a share of another both: the first is divided by the second, which is nothing where that is 0. */
export function gaugeQueries({
  metric,
  where,
  across,
  by,
  outOf,
}: Pick<ValueSignal, "metric" | "where" | "across" | "by" | "outOf">): readonly [string, string?] {
  const query = (name: string, matchers: typeof where) => `${across}:${name}${filter(matchers)}${grouping(by)}`;
  const value = query(metric.name, where);
  return outOf ? [value, query(outOf.metric.name, outOf.where)] : [value];
}
