import { ask } from "../../analysis/prove/ask.ts";
import type { InputSeries } from "../../analysis/prove/series.ts";
import type { Alert } from "../../monitors/alert.ts";
import { alertQuery, recordingsOf, sloRecordings } from "../../queries/promql.ts";

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
  const recordings = [...recordingsOf(alerts), ...sloRecordings(alerts)];
  const rules = [...recordings.map(({ expr }) => expr), ...alerts.map(alertQuery)];
  const answers = await ask(
    interval,
    series,
    rules.map((expr) => ({ expr, at })),
  );
  return answers.reduce((sum, { samples }) => sum + samples, 0);
}
