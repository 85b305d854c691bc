import { formatDuration } from "../../model/quantity.ts";
import type { ValueSignal, ValueWindow } from "../../model/resolved.ts";
import { rawValue } from "./raw.ts";
import { aggregate, selector } from "./selector.ts";

/**
 * The series of a gauge, put together; of one that is a share of another, both by the same labels and divided. What is not
 * above 0 divides nothing: a group without a limit has no value, and is no infinite share of it.
 *
 * @param becomes what the series of the gauge become before that, for example what their trend leads to; the limit stays as it is
 */
export function gaugeValue(
  { metric, where, across, by, outOf, window, raw }: Pick<ValueSignal, "metric" | "where" | "across" | "by" | "outOf" | "window" | "raw">,
  becomes: (series: string) => string = (series) => (window ? taken(series, window) : series),
): string {
  if (raw) return rawValue(raw);
  const together = (series: string) => `${aggregate(across, by)}(${series})`;
  const value = together(becomes(selector(metric.name, where)));
  return outOf ? `${value}\n/\n(${together(selector(outOf.metric.name, outOf.where))} > 0)` : value;
}

const taken = (series: string, { over, take }: ValueWindow): string =>
  `${take === "changes" ? take : `${take}_over_time`}(${series}[${formatDuration(over)}])`;
