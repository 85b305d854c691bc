import type { Calendar, Weekday } from "../../model/resolved.ts";
import type { TimeInterval } from "./config-file.ts";

const week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const satisfies readonly Weekday[];
const weekdays: Readonly<Record<Weekday, string>> = {
  mon: "monday",
  tue: "tuesday",
  wed: "wednesday",
  thu: "thursday",
  fri: "friday",
  sat: "saturday",
  sun: "sunday",
};

/**
 * A calendar as a named interval: the hours in which a route may tell. Outside of them Alertmanager keeps the alert, and
 * tells of it when they begin if it still fires.
 */
export function timeInterval({ id, days, from, to, timeZone }: Calendar): TimeInterval {
  return {
    name: id,
    time_intervals: [
      {
        weekdays: week.filter((day) => days.includes(day)).map((day) => weekdays[day]),
        times: [{ start_time: from, end_time: to }],
        location: timeZone,
      },
    ],
  };
}
