import { longestByMinutes } from "../condition.ts";
import { formatDuration, parseDuration } from "../quantity.ts";
import type { Pace } from "../source-kind.ts";

/** A window shows a trend only with some scrapes and evaluations in it; events are recorded by the minute. */
const leastScrapes = 4;
const leastEvaluations = 2;
const leastMinutes = 2;

/** The pace of a source that is not known: as fast as need be. */
const any: Pace = { scrape: 0, evaluate: 0, points: "points", byTheHour: true };

/**
 * Why a window cannot be measured, in words; undefined: it can. Counts are recorded by the minute, and beyond three days
 * by the hour: a window that is made of neither would be rounded.
 *
 * @param window as written, for example `5m`
 * @param pace of the source that holds what is counted; absent: any
 */
export function unmeasurable(window: string, pace: Pace = any): string | undefined {
  const seconds = parseDuration(window);
  const { scrape, evaluate, points } = pace;
  const needs: readonly (readonly [seconds: number, what: string])[] = [
    [leastScrapes * scrape, `${leastScrapes} ${points} of ${formatDuration(scrape)}`],
    [leastEvaluations * evaluate, `${leastEvaluations} evaluations of ${formatDuration(evaluate)}`],
    [leastMinutes * 60, `${leastMinutes} minutes`],
  ];
  const unmet = needs.find(([least]) => seconds < least);
  if (unmet) return `${window} is shorter than ${unmet[1]}`;
  if (seconds % 60 !== 0) return `${window} is not a whole number of minutes`;
  const byTheHour = pace.byTheHour === true && seconds > longestByMinutes;
  return byTheHour && seconds % 3600 !== 0
    ? `${window} is not a whole number of hours, and windows above ${formatDuration(longestByMinutes)} are counted by the hour`
    : undefined;
}
