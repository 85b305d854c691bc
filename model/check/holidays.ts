import type { Path } from "../document.ts";
import { day } from "../wall-clock.ts";
import type { Check } from "./report.ts";
import { isDate } from "./week.ts";

/** Holidays are days of the calendar, and a list of them does not run out unnoticed. */
export const checkHolidays: Check = ({ organization, now }, report) => {
  const { calendars, holidays } = organization.value;
  const listed: [Path, readonly string[]][] = [
    ...Object.entries(holidays).map(([id, days]): [Path, readonly string[]] => [["holidays", id], days]),
    ...Object.entries(calendars).map(([id, calendar]): [Path, readonly string[]] => [
      ["calendars", id, "holidays"],
      calendar.holidays ?? [],
    ]),
  ];
  // The day is still on somewhere until it is over in the last time zone.
  const today = new Date(now - day / 2).toISOString().slice(0, 10);
  for (const [path, days] of listed) {
    const dates = days.filter((one) => /^\d/.test(one));
    for (const [index, one] of days.entries())
      if (dates.includes(one) && !isDate(one))
        report(organization, [...path, index], "invalid-form", `${JSON.stringify(one)} is not a calendar day`);
    const last = [...dates].sort().at(-1);
    // A calendar may name a list as well, which is judged by itself.
    if (last !== undefined && dates.length === days.length && last < today)
      report(organization, path, "holidays-over", `the last of them was ${last}`, { part: "key" });
  }
};
