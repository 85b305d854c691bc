import { answerOf } from "../../programs/answer.ts";
import { findProgram } from "../../programs/find.ts";
import type { InputSeries } from "./series.ts";

export interface Question {
  readonly expr: string;
  /** seconds after the first sample */
  readonly at: number;
  /** seconds between the moments at which it is asked, and how many these are; `at` is the last of them */
  readonly step?: number;
  readonly steps?: number;
  /** how often it is asked, to measure what that costs; once where it is not given */
  readonly times?: number;
}
export interface Answer {
  /** samples that the engine loaded for it: a server's totalQueryableSamples */
  readonly samples: number;
  /** of the series that a question without a step returns */
  readonly values: readonly number[];
  /** the series that a question with a step returns */
  readonly lines?: readonly AnswerLine[];
  /** processor time of one of the times, in seconds; 0 where it was asked once */
  readonly seconds: number;
}

/** One series over the moments of a question. */
export interface AnswerLine {
  readonly labels: Readonly<Record<string, string>>;
  /** null where it has no value, or one that is no number */
  readonly points: readonly (number | null)[];
}

/** A recording rule, evaluated every minute before anything is asked. */
export interface Recorded {
  readonly record: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Asks Prometheus' own engine queries over series with a sample every `interval` seconds.
 *
 * @throws ProgramNotFound if the engine can neither be found nor built
 */
export async function ask(
  interval: number,
  series: readonly InputSeries[],
  queries: readonly Question[],
  records: readonly Recorded[] = [],
): Promise<Answer[]> {
  const { path } = await findProgram("promql", { report: () => {} });
  return answerOf(path, [], { interval, series, records, queries });
}
