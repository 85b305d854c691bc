import type { Alert } from "../../monitors/alert.ts";
import { findProgram } from "../../programs/find.ts";
import type { InputSeries } from "../../prove/series.ts";
import { conditionQuery, recordingsOf } from "../../queries/promql.ts";
import { answerOf } from "../programs/answer.ts";

export interface Question {
  readonly expr: string;
  /** seconds after the first sample */
  readonly at: number;
}
export interface Answer {
  /** samples that the engine loaded for it: a server's totalQueryableSamples */
  readonly samples: number;
  readonly values: readonly number[];
}

/** Asks Prometheus' own engine instant queries over series with a sample every `interval` seconds. */
export async function ask(interval: number, series: readonly InputSeries[], queries: readonly Question[]): Promise<Answer[]> {
  const { path } = await findProgram("promql", { report: () => {} });
  return answerOf(path, [], { interval, series, queries });
}

/**
 * Samples that one round touches: every recording and every alert evaluated once, at `at` seconds.
 * `series` holds what is scraped and what was recorded before.
 */
export async function samplesOfRound(
  alerts: readonly Alert[],
  interval: number,
  series: readonly InputSeries[],
  at: number,
): Promise<number> {
  const rules = [...recordingsOf(alerts).map(({ expr }) => expr), ...alerts.map(({ when }) => conditionQuery(when))];
  const answers = await ask(
    interval,
    series,
    rules.map((expr) => ({ expr, at })),
  );
  return answers.reduce((sum, { samples }) => sum + samples, 0);
}
