import { answerOf } from "../../programs/answer.ts";
import { findProgram } from "../../programs/find.ts";
import type { InputSeries } from "./series.ts";

export interface Question {
  readonly expr: string;
  /** seconds after the first sample */
  readonly at: number;
  /** how often it is asked, to measure what that costs; once where it is not given */
  readonly times?: number;
}
export interface Answer {
  /** samples that the engine loaded for it: a server's totalQueryableSamples */
  readonly samples: number;
  readonly values: readonly number[];
  /** processor time of one of the times, in seconds; 0 where it was asked once */
  readonly seconds: number;
}

/**
 * Asks Prometheus' own engine instant queries over series with a sample every `interval` seconds.
 *
 * @throws ProgramNotFound if the engine can neither be found nor built
 */
export async function ask(interval: number, series: readonly InputSeries[], queries: readonly Question[]): Promise<Answer[]> {
  const { path } = await findProgram("promql", { report: () => {} });
  return answerOf(path, [], { interval, series, queries });
}
