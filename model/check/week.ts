import { withinDays } from "../hours.ts";
import type { Hours } from "../resolved.ts";
import { week } from "../weekday.ts";

/** Times of the week, in minutes since Monday 00:00, local time of a schedule. */
const minutesOfDay = 1440;

function minuteOfDay(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

/** Whether hours have a length: those that end earlier in the day than they begin go on over midnight. */
export function hasLength({ from, to }: Pick<Hours, "from" | "to">): boolean {
  return from !== to && from !== "24:00";
}

/** First minute that no layer covers, and first that two cover. A layer without hours covers the week. */
export function coverageOf(layers: readonly (Hours | undefined)[]): { readonly gap?: number; readonly overlap?: number } {
  const covered = new Uint8Array(week.length * minutesOfDay);
  const always: Hours = { days: week, from: "00:00", to: "24:00" };
  for (const hours of layers.flatMap((layer) => withinDays(layer ?? always)))
    for (const [index, day] of week.entries()) {
      if (!hours.days.includes(day)) continue;
      const from = index * minutesOfDay + minuteOfDay(hours.from);
      const to = index * minutesOfDay + minuteOfDay(hours.to);
      for (let minute = from; minute < to; minute++) covered[minute] = Math.min(2, (covered[minute] ?? 0) + 1);
    }
  const gap = covered.indexOf(0);
  const overlap = covered.indexOf(2);
  return { ...(gap === -1 ? {} : { gap }), ...(overlap === -1 ? {} : { overlap }) };
}

/** A minute of the week as `tue 09:30`. */
export function timeOfWeek(minute: number): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const ofDay = minute % minutesOfDay;
  return `${week[Math.floor(minute / minutesOfDay)]} ${two(Math.floor(ofDay / 60))}:${two(ofDay % 60)}`;
}

/** Whether a text in the form YYYY-MM-DD is a day of the calendar: not the 30th of February. */
export function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(text);
}
