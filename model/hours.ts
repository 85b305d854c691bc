import type { Hours } from "./resolved.ts";
import { dayAfter, week } from "./weekday.ts";

/**
 * Hours of a week in parts that end on the day on which they begin: hours over midnight are two, the second on the days after.
 * `00:00` as an end is that of the day.
 */
export function withinDays({ days, from, to }: Hours): Hours[] {
  const end = to === "00:00" ? "24:00" : to;
  if (from < end) return [{ days, from, to: end }];
  const next = days.map(dayAfter);
  return [
    { days, from, to: "24:00" },
    { days: week.filter((day) => next.includes(day)), from: "00:00", to: end },
  ];
}
