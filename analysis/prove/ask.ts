import type { InputSeries } from "./series.ts";
import { type Question, type Answer as SeriesAnswer, watched } from "./watch.ts";

/** An answer of which the values are enough; one that is no number is NaN. */
export type Answer = Omit<SeriesAnswer, "values"> & { readonly values: readonly number[] };

/** A recording rule, evaluated every minute before anything is asked. */
export interface Recorded {
  readonly record: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Asks Prometheus' own engine queries over series with a sample every `interval` seconds.
 *
 * @param start of the first sample, in seconds since 1970; default: 0
 *
 * @throws ProgramNotFound if the engine can neither be found nor built
 */
export async function ask(
  interval: number,
  series: readonly InputSeries[],
  queries: readonly Question[],
  records: readonly Recorded[] = [],
  start?: number,
): Promise<Answer[]> {
  const rules = records.length === 0 ? {} : { rules: JSON.stringify({ groups: [{ name: "recordings", interval: "1m", rules: records }] }) };
  const length = Math.max(0, ...queries.map(({ at }) => at));
  const [seen] = await watched([
    { ...(start !== undefined && { start }), tick: interval * 1000, series, ...rules, step: 60, length, queries },
  ]);
  return (seen?.answers ?? []).map((answer) => ({ ...answer, values: answer.values.map(({ value }) => value ?? Number.NaN) }));
}
