import { takeInWords } from "../../model/compared.ts";
import type { ValueSignal } from "../../model/resolved.ts";
import { Inexpressible } from "./inexpressible.ts";
import { filter, grouping } from "./tag.ts";

/** The queries of a gauge, of one that is a share of another both: the first is divided by the second, which is nothing where that is 0. */
export function gaugeQueries({
  metric,
  where,
  across,
  by,
  outOf,
  window,
}: Pick<ValueSignal, "metric" | "where" | "across" | "by" | "outOf" | "window">): readonly [string, string?] {
  if (window)
    throw new Inexpressible(
      `Datadog joins series before it looks back, and not the ${takeInWords(window.take)} of each; write the value itself, with for`,
    );
  const query = (name: string, matchers: typeof where) => `${across}:${name}${filter(matchers)}${grouping(by)}`;
  const value = query(metric.name, where);
  return outOf ? [value, query(outOf.metric.name, outOf.where)] : [value];
}
