import { boundsOf, type CalendarUnit } from "../../../model/calendar-window.ts";
import { longestByMinutes } from "../../../model/condition.ts";
import type { Column } from "./column.ts";
import type { Span } from "./grid.ts";
import { compensated } from "./kahan.ts";
import { incrementSeconds } from "./reading.ts";
import type { Increments } from "./recorded.ts";

const hour = 3600;

/** Whether something holds at a moment: seconds after the span's begin. */
export type Test = (moment: number) => boolean;

/** Events of the last seconds before any moment, as the catalog's conditions count them. Moments are seconds after the span's begin. */
export interface Window {
  /** whether there is anything to count */
  has(moment: number): boolean;
  /** the count, bit by bit as Prometheus has it */
  value(moment: number): number;
  /** how many minutes (above three days: hours) there are in it to count */
  measured(moment: number): number;
  /** of a window of whole hours: the number of full hours so far, with which alone the count changes */
  readonly hours?: (moment: number) => number;
  /** of a window of whole minutes: the count but for its last bits, from running sums */
  readonly quick?: (moment: number) => number;
}

/** Whether a sum of floats may be on the other side of a bound than the quick one. */
export const isNear = (quick: number, bound: number): boolean => Math.abs(quick - bound) <= 1e-9 * Math.abs(bound);

/** The last `over` seconds, by the minute, or above three days by the full hour. */
export function windowOf(column: Column, span: Span, over: number): Window {
  if (over <= longestByMinutes) return byMinutes(column, over);
  const { hours, ...window } = byHours(column, span, (moment) => moment - over);
  return { ...window, ...(over % hour === 0 && hours && { hours }) };
}

function byMinutes(column: Column, over: number): Window {
  const high = (moment: number) => Math.floor(moment / incrementSeconds) + 1;
  // The window is open on the left: a increment exactly at its begin is not in it.
  const low = (moment: number) => Math.max(0, Math.floor((moment - over) / incrementSeconds) + 1);
  return {
    has: (moment) => column.has(low(moment), high(moment)),
    value: (moment) => column.value(low(moment), high(moment)),
    measured: (moment) => (column.counts[high(moment)] ?? 0) - (column.counts[low(moment)] ?? 0),
    ...(over % incrementSeconds === 0 && !column.isWild && { quick: quickly(column, over / incrementSeconds) }),
  };
}

function quickly(column: Column, minutes: number): (moment: number) => number {
  return (moment) => {
    const high = Math.floor(moment / incrementSeconds) + 1;
    return column.quick(Math.max(0, high - minutes), high);
  };
}

/** The hours since the first of the month or quarter that the last full hour was in. */
export function calendarWindowOf(column: Column, span: Span, calendar: CalendarUnit): Window {
  const begin = (moment: number) => boundsOf(calendar, lastHour(span.from + moment)).from - span.from;
  return { ...byHours(column, span, begin), hours: (moment) => Math.floor((span.from + moment) / hour) };
}

/** The beginning of the last full hour. */
export const lastHour = (instant: number): number => (Math.floor(instant / hour) - 1) * hour;

/** At each full hour the count of the hour before it is taken; of a window all full hours in it are added up. @param begin of a window */
function byHours(column: Column, { from, to }: Span, begin: (moment: number) => number): Window {
  const first = Math.ceil(from / hour) * hour - from;
  const hours: number[] = [];
  const counts: number[] = [0];
  for (let end = first; end < to - from; end += hour) {
    const high = end / incrementSeconds + 1;
    const low = Math.max(0, high - hour / incrementSeconds);
    hours.push(column.has(low, high) ? column.value(low, high) : 0);
    counts.push((counts.at(-1) ?? 0) + Number(column.has(low, high)));
  }
  const values = Float64Array.from(hours);
  const high = (moment: number) => Math.max(0, Math.floor((moment - first) / hour) + 1);
  const low = (moment: number) => Math.max(0, Math.floor((begin(moment) - first) / hour) + 1);
  // The same full hours are asked for again until the next one.
  let [knownLow, knownHigh, known] = [0, 0, 0];
  const value = (moment: number) => {
    const [start, end] = [low(moment), high(moment)];
    if (start !== knownLow || end !== knownHigh) [knownLow, knownHigh, known] = [start, end, compensated(values, start, end)];
    return known;
  };
  const measured = (moment: number) => (counts[high(moment)] ?? 0) - (counts[low(moment)] ?? 0);
  return { has: (moment) => measured(moment) > 0, value, measured, hours: high };
}

/** Failures and events of the last `over` seconds. @throws Error for increments without failures */
export function countsOf({ bad, total }: Increments, span: Span, over: number): { bad: Window; total: Window } {
  if (!bad) throw new Error("a signal that only counts has no failures");
  return { bad: windowOf(bad, span, over), total: windowOf(total, span, over) };
}
