import type Fraction from "fraction.js";
import { type CalendarUnit, reachOf } from "../../model/calendar-window.ts";
import { decimal, formatDuration } from "../../model/quantity.ts";
import { recorded } from "./recording.ts";
import { type RecordedSignal, recordedSelector } from "./tile.ts";

/*
 * PromQL has no range that begins on the first of a month. So all hours that may be in it are read, and of them those are taken that
 * are in the same month as the last full hour: until one o'clock the month before stands there as a whole. `@ end()` is the moment
 * that is asked about, also inside of a subquery. In a graph that is its end: a line of the month so far.
 */

/** The beginning of the last hour, at the moment of a subquery's step. An hour is recorded when it is over. */
const hourOfStep = "vector(time() - 3600)";

const numberOf = {
  month: (moment: string) => `month(${moment})`,
  quarter: (moment: string) => `floor((month(${moment}) + 2) / 3)`,
} as const satisfies Record<CalendarUnit, (moment: string) => string>;

/** Whether a moment is in the same month or quarter as the last full hour. */
function isPresent(calendar: CalendarUnit, moment: string): string {
  const number = numberOf[calendar];
  return `${number(moment)} == last_over_time(${number(hourOfStep)}[1m:1m] @ end())`;
}

const days = {
  month: `days_in_month(${hourOfStep})`,
  quarter: `count_over_time((${isPresent("quarter", "vector(time())")})[184d:1d] offset -92d)`,
} as const satisfies Record<CalendarUnit, string>;

function overHours(take: "sum" | "avg", what: "total" | "bad", signal: RecordedSignal, calendar: CalendarUnit): string {
  const hours = recordedSelector(recorded[what].hour, signal);
  const reach = formatDuration(reachOf({ window: 0, calendar }));
  return `${take}_over_time(\n  (\n    ${hours}\n    and on ()\n    ${isPresent(calendar, hourOfStep)}\n  )[${reach}:1h]\n)`;
}

/** Events (or bad events) since the first of the month or quarter. */
export const countSince = (what: "total" | "bad", signal: RecordedSignal, calendar: CalendarUnit): string =>
  overHours("sum", what, signal, calendar);

/** A share of the events that the whole month or quarter has if its hours go on as they were on average. */
export function shareOfWhole(share: Fraction, signal: RecordedSignal, calendar: CalendarUnit): string {
  return `${decimal(share.mul(24))} * scalar(${days[calendar]}) * ${overHours("avg", "total", signal, calendar)}`;
}
