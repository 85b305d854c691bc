import type * as grafana from "@pulumiverse/grafana";
import type { Calendar, Environment, Weekday } from "../../model/resolved.ts";
import { dayAfter, dayName, week } from "../../model/weekday.ts";
import { calendarName, nameIn } from "./names.ts";

/**
 * A calendar as a named time interval: the hours themselves. Rules name it as the time in which they *may* tell
 * (`activeTimings`), so that nothing has to be inverted. Hours over midnight are two intervals, the second a day later.
 */
export function calendarArgs(calendar: Calendar, environment: Environment): grafana.alerting.MuteTimingArgs {
  const { from, to, days, timeZone } = calendar;
  const interval = (on: readonly Weekday[], start: string, end: string) => ({
    times: [{ start, end }],
    weekdays: week.filter((day) => on.includes(day)).map((day) => dayName[day]),
    location: timeZone,
  });
  const overnight = to <= from && to !== "00:00";
  const intervals = overnight
    ? [interval(days, from, "24:00"), interval(days.map(dayAfter), "00:00", to)]
    : [interval(days, from, to === "00:00" ? "24:00" : to)];
  return { name: nameIn(environment, calendarName(calendar)), intervals };
}
