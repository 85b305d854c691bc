import { formatDuration, parseDuration } from "./quantity.ts";

const day = 86_400;

/**
 * Windows that begin with the calendar, at midnight UTC: query languages know no other time zone. `length`: what
 * shares of their budget are of; `longest`: how far they reach back. Both in seconds.
 */
const units = { month: { months: 1, length: 30 * day, longest: 31 * day }, quarter: { months: 3, length: 90 * day, longest: 92 * day } };

export type CalendarUnit = keyof typeof units;

const unitOf = (written: string): CalendarUnit | undefined => (Object.hasOwn(units, written) ? (written as CalendarUnit) : undefined);

/** What an objective looks back on: by the calendar where it has a unit, else rolling. */
export interface Window {
  /** seconds; of a calendar window 30 or 90 days */
  readonly window: number;
  readonly calendar?: CalendarUnit;
}

/** @param written a duration, or a unit of the calendar */
export function parseWindow(written: string): Window {
  const calendar = unitOf(written);
  return calendar === undefined ? { window: parseDuration(written) } : { window: units[calendar].length, calendar };
}

/** Seconds that a window reaches back at most. */
export const reachOf = ({ window, calendar }: Window): number => (calendar === undefined ? window : units[calendar].longest);

export const isSameWindow = (one: Window, other: Window): boolean => one.window === other.window && one.calendar === other.calendar;

/** `30d`, or `the calendar month`. */
export const windowInWords = ({ window, calendar }: Window): string =>
  calendar === undefined ? formatDuration(window) : `the calendar ${calendar}`;

/** `the last 30d`, or `this calendar month`. */
export const presentWindow = ({ window, calendar }: Window): string =>
  calendar === undefined ? `the last ${formatDuration(window)}` : `this calendar ${calendar}`;

/** The month or quarter that holds an instant: its first second, and that of the next one, since 1970. */
export function boundsOf(calendar: CalendarUnit, instant: number): { readonly from: number; readonly to: number } {
  const { months } = units[calendar];
  const date = new Date(instant * 1000);
  const first = Math.floor(date.getUTCMonth() / months) * months;
  const at = (month: number) => Date.UTC(date.getUTCFullYear(), month) / 1000;
  return { from: at(first), to: at(first + months) };
}
