import { withinDays } from "./hours.ts";
import { once } from "./once.ts";
import type { Calendar } from "./resolved.ts";
import { day, minute, timeOfDay } from "./wall-clock.ts";
import { week } from "./weekday.ts";
import { instantOf, offsetAt } from "./zoned-time.ts";

/*
 * The hours of a calendar in UTC, for evaluators that know no time zone. An hour of the week is open if it is within the calendar at
 * every offset that the zone has in these years: what fires in these hours never fires outside of the calendar, and where clocks
 * change it is silent in the first hour of the one half of the year and in the last of the other.
 */

/** Hours of some days of the week in UTC: 0 is Sunday. `from` and `to` are minutes of the day. */
export interface UtcHours {
  readonly days: readonly number[];
  readonly from: number;
  readonly to: number;
}

export interface OpenHours {
  /** the same hours on some days are one; none where nothing is left */
  readonly week: readonly UtcHours[];
  /** from and to before, in seconds since 1970: stretches of holidays, in order */
  readonly closed: readonly (readonly [from: number, to: number])[];
  /** seconds without a break, holidays aside; of all hours of the week infinite */
  readonly longest: number;
  /** @param instant seconds since 1970 */
  readonly isOpen: (instant: number) => boolean;
}

const minutesOfDay = 1440;
const minutesOfWeek = 7 * minutesOfDay;
/** 1970 began on a Thursday. */
const thursday = 4;
/** Clocks are read in these years, so that the hours of a catalog are the same whenever they are computed. */
const [firstYear, lastYear] = [2026, 2035];

/** Computed once for each length: every alert with a calendar asks, and each minute of the week is looked at. */
const byLength = once((_: Calendar) => new Map<number, OpenHours>());

/**
 * The moments of which the last `over` seconds lie within the hours of a calendar as a whole.
 *
 * @param over whole minutes, in seconds
 */
export function openHours(calendar: Calendar, over = 0): OpenHours {
  const known = byLength(calendar);
  const hours = known.get(over) ?? computed(calendar, over);
  known.set(over, hours);
  return hours;
}

function computed(calendar: Calendar, over: number): OpenHours {
  const open = delayed(alwaysWithin(calendar), over / 60);
  const closed = holidaysOf(calendar).map(([from, to]) => [from, to + over] as const);
  return {
    week: utcHoursOf(open),
    closed,
    longest: longestIn(open) * 60,
    isOpen: (instant) => open[minuteOfWeek(instant)] === 1 && !closed.some(([from, to]) => instant >= from && instant < to),
  };
}

/** Whether one calendar is open whenever another is. */
export function isOpenWith(calendar: Calendar, other: Calendar): boolean {
  const [open, least] = [alwaysWithin(calendar), alwaysWithin(other)];
  const off = holidaysOf(other);
  return (
    least.every((one, index) => one <= (open[index] ?? 0)) &&
    holidaysOf(calendar).every(([from, to]) => off.some(([begin, end]) => begin <= from && to <= end))
  );
}

const minuteOfWeek = (instant: number): number => (Math.floor(instant / 60) + thursday * minutesOfDay) % minutesOfWeek;

/** Of each minute of the week, from Sunday in UTC, whether it is within the calendar at every offset of its zone. */
function alwaysWithin({ windows, timeZone }: Calendar): Uint8Array {
  const local = new Uint8Array(minutesOfWeek);
  for (const { days, from, to } of windows.flatMap(withinDays))
    for (const one of days) {
      const midnight = ((week.indexOf(one) + 1) % 7) * minutesOfDay;
      local.fill(1, midnight + timeOfDay(from) / minute, midnight + timeOfDay(to) / minute);
    }
  const shifts = offsetsOf(timeZone).map((offset) => Math.round(offset / minute));
  return local.map((_, at) => Number(shifts.every((shift) => local[(at + shift + minutesOfWeek) % minutesOfWeek] === 1)));
}

/** Each once, in milliseconds. No offset lasts for less than a week. */
function offsetsOf(zone: string): number[] {
  const offsets = new Set<number>();
  const end = Date.UTC(lastYear + 1, 0);
  for (let at = Date.UTC(firstYear, 0); at < end; at += 7 * day) offsets.add(offsetAt(zone, at));
  return [...offsets];
}

/** Each open stretch begins so many minutes later. */
function delayed(open: Uint8Array, minutes: number): Uint8Array {
  return open.map((_, at) => {
    for (let before = 0; before <= minutes; before++) if (open[(at - before + minutesOfWeek) % minutesOfWeek] !== 1) return 0;
    return 1;
  });
}

function holidaysOf({ holidays, timeZone }: Calendar): (readonly [number, number])[] {
  const stretches: [number, number][] = [];
  for (const midnight of holidays.map((one) => Date.parse(`${one}T00:00:00Z`))) {
    const [from, to] = [midnight, midnight + day].map((clock) => instantOf(clock, timeZone) / 1000) as [number, number];
    const last = stretches.at(-1);
    if (last && last[1] >= from) last[1] = to;
    else stretches.push([from, to]);
  }
  return stretches;
}

function utcHoursOf(open: Uint8Array): UtcHours[] {
  const parts = [...week.keys()].flatMap((day) =>
    stretchesIn(open.subarray(day * minutesOfDay, (day + 1) * minutesOfDay)).map(([from, to]) => ({ day, from, to })),
  );
  return [...Map.groupBy(parts, ({ from, to }) => `${from} ${to}`).values()].flatMap((alike) => {
    const [first] = alike;
    return first ? [{ days: alike.map((one) => one.day), from: first.from, to: first.to }] : [];
  });
}

function stretchesIn(open: Uint8Array): [from: number, to: number][] {
  const found: [number, number][] = [];
  for (const [at, one] of open.entries()) {
    if (one !== 1) continue;
    const last = found.at(-1);
    if (last?.[1] === at) last[1] = at + 1;
    else found.push([at, at + 1]);
  }
  return found;
}

/** The week goes round: Saturday night goes on on Sunday. */
function longestIn(open: Uint8Array): number {
  const twice = stretchesIn(new Uint8Array([...open, ...open]));
  const longest = Math.max(0, ...twice.map(([from, to]) => to - from));
  return longest > minutesOfWeek ? Number.POSITIVE_INFINITY : longest;
}
