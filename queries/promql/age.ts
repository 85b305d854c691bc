import { decimal, exact, formatDuration } from "../../model/quantity.ts";
import type { AgeSignal, Condition, Matchers, Metric } from "../../model/resolved.ts";
import { aggregate, selector } from "./selector.ts";
import { increaseOver } from "./tile.ts";

/**
 * Seconds since the latest moment of a timestamp gauge, for each group of its series.
 *
 * @param where default: the matchers of the metric
 */
export function ageOf(metric: Metric, by: readonly string[], where: Matchers = metric.where): string {
  const latest = `${aggregate("max", by)}(${selector(metric.name, where)})`;
  return `time() - ${latest}${metric.unit === "timestamp-ms" ? " / 1000" : ""}`;
}

/**
 * The latest moment is too long ago; of a counter, nothing was counted for as long.
 *
 * @example
 * A backup each night, with two hours of grace: `{ signal: backup, when: { older-than: 26h } }`
 * ```promql
 * time() - max by (job) (backup_last_success_timestamp_seconds{env="prod"}) > 93600
 * ```
 */
export function olderThan({ signal, olderThan }: Extract<Condition, { kind: "age" }>): string {
  if (signal.metric.kind === "counter") return notCounted(signal, olderThan);
  return `${ageOf(signal.metric, signal.by, signal.where)} > ${decimal(exact(olderThan))}`;
}

/**
 * No increase is an age only where the series can be looked back on: a group that had none so long ago is younger than
 * that, and so may be the whole Prometheus. A series that was not there then, and holds more than 0, has counted since: its
 * first events are no increase, but they have happened.
 */
function notCounted({ metric, where, by, from }: AgeSignal, olderThan: number): string {
  const age = formatDuration(olderThan);
  const series = selector(metric.name, where);
  const quiet = `(\n  ${aggregate("sum", by)}(${increaseOver(from, olderThan)(series)}) == 0\n)`;
  const known = `(\n  ${aggregate("count", by)}(${series} offset ${age})\n)`;
  const born = `(\n  ${aggregate("count", by)}(last_over_time(${series}[${age}]) > 0 unless ${series} offset ${age})\n)`;
  return `${quiet}\nand\n${known}\nunless\n${born}`;
}
