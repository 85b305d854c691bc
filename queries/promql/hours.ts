import { openHours, type UtcHours } from "../../model/open-hours.ts";
import type { Calendar } from "../../model/resolved.ts";

/** What holds while a calendar is open, and while it is closed although its hours say otherwise; absent: at all times, and never. */
export interface HoursQuery {
  readonly open?: string;
  readonly closed?: string;
}

/**
 * The hours of a calendar as PromQL, which knows UTC alone (see model/open-hours.ts).
 *
 * @param over seconds that must have been within the hours as a whole
 */
export function hoursQuery(calendar: Calendar, over: number): HoursQuery {
  const { week, closed, longest } = openHours(calendar, over);
  const holidays = closed.map(([from, to]) => `vector(time()) >= ${from} < ${to}`);
  return {
    ...(Number.isFinite(longest) && { open: week.length > 0 ? week.flatMap(stretches).join("\nor\n") : never }),
    ...(holidays.length > 0 && { closed: holidays.join("\nor ") }),
  };
}

/** No moment is in the hours. `check` reports it; what renders a catalog all the same has a query that never holds. */
const never = "vector(1) < 0";

function stretches({ days, from, to }: UtcHours): string[] {
  const clock = from === 0 && to === 1440 ? [] : [clockIn(from, to)];
  if (days.length === 7) return clock;
  return daysInARow(days).map(([first, last]) => {
    const day = first === last ? `day_of_week() == ${first}` : `day_of_week() >= ${first} <= ${last}`;
    return [day, ...clock].join(" and ");
  });
}

const clockIn = (from: number, to: number): string =>
  from % 60 === 0 && to % 60 === 0 ? `hour() >= ${from / 60} < ${to / 60}` : `hour() * 60 + minute() >= ${from} < ${to}`;

function daysInARow(days: readonly number[]): [first: number, last: number][] {
  const rows: [number, number][] = [];
  for (const day of days) {
    const row = rows.at(-1);
    if (row?.[1] === day - 1) row[1] = day;
    else rows.push([day, day]);
  }
  return rows;
}
