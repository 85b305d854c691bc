import type { Calendar } from "../../model/resolved.ts";
import { dayName, week } from "../../model/weekday.ts";
import type { TimeInterval } from "./config-file.ts";

/**
 * A calendar as a named interval: the hours in which a route may tell. Outside of them Alertmanager keeps the alert, and
 * tells of it when they begin if it still fires.
 */
export function timeInterval({ id, days, from, to, timeZone }: Calendar): TimeInterval {
  return {
    name: id,
    time_intervals: [
      {
        weekdays: week.filter((day) => days.includes(day)).map((day) => dayName[day]),
        times: [{ start_time: from, end_time: to }],
        location: timeZone,
      },
    ],
  };
}
