import type { Weekday } from "./resolved.ts";

/** The days in the order of the week. */
export const week: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** The days as most vendors spell them. */
export const dayName = {
  mon: "monday",
  tue: "tuesday",
  wed: "wednesday",
  thu: "thursday",
  fri: "friday",
  sat: "saturday",
  sun: "sunday",
} as const satisfies Record<Weekday, string>;

export function dayAfter(day: Weekday): Weekday {
  return week[(week.indexOf(day) + 1) % week.length] ?? day;
}
