import { clockAt, day, midnightOf, weekdayOf } from "./wall-clock.ts";
import { instantOf } from "./zoned-time.ts";

/** A part of each day, or of each week, on the clock. All lengths are milliseconds. */
export interface Span {
  /** 1 is Monday; undefined: every day */
  readonly weekday?: number | undefined;
  /** since midnight */
  readonly start: number;
  /** may reach into later days */
  readonly length: number;
}

/**
 * How many turns of a rotation have ended at an instant; not negative. A turn is a time of the clock, so that a weekly
 * handoff at 09:00 stays at 09:00 when the clocks change.
 *
 * @param first instant at which the first turn begins
 * @param length of a turn, in milliseconds of the clock
 */
export function turnAt(first: number, length: number, zone: string, instant: number): number {
  const begin = clockAt(first, zone);
  const begins = (turn: number) => instantOf(begin + turn * length, zone);
  let turn = Math.floor((clockAt(instant, zone) - begin) / length);
  // In the hour that the clocks repeat they run back behind a handoff that has been.
  while (begins(turn) > instant) turn -= 1;
  while (begins(turn + 1) <= instant) turn += 1;
  return Math.max(0, turn);
}

export function isWithin({ weekday, start, length }: Span, zone: string, instant: number): boolean {
  const today = midnightOf(clockAt(instant, zone));
  for (let midnight = today; midnight + day * 2 + length > today; midnight -= day) {
    if (weekday !== undefined && weekdayOf(midnight) !== weekday) continue;
    if (instantOf(midnight + start, zone) <= instant && instant < instantOf(midnight + start + length, zone)) return true;
  }
  return false;
}
