import type * as datadog from "@pulumi/datadog";
import type { Calendar, Environment, Weekday } from "../../model/resolved.ts";
import { tag } from "../../queries/datadog.ts";
import { hoursTag } from "./names.ts";

const week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const satisfies readonly Weekday[];
const ruleDays: Readonly<Record<Weekday, string>> = { mon: "MO", tue: "TU", wed: "WE", thu: "TH", fri: "FR", sat: "SA", sun: "SU" };
/** A Monday: recurrences begin in this week, and the weekdays of the rule decide the rest. */
const firstMonday = Date.UTC(2026, 0, 5);
const day = 24 * 60;

/** A time without work, in minutes since Monday 00:00. */
export interface Gap {
  readonly from: number;
  readonly minutes: number;
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** The times of a week that a calendar leaves out; hours over midnight end on the next day. */
export function gapsOf({ days, from, to }: Pick<Calendar, "days" | "from" | "to">): Gap[] {
  const length = (minutesOf(to) - minutesOf(from) + day) % day || day;
  const starts = week.flatMap((name, index) => (days.includes(name) ? [index * day + minutesOf(from)] : []));
  const gaps = starts.map((start, index) => {
    const next = starts[index + 1] ?? (starts[0] ?? 0) + week.length * day;
    return { from: (start + length) % (week.length * day), minutes: next - start - length };
  });
  return gaps.filter(({ minutes }) => minutes > 0);
}

/**
 * Outside of its hours, whatever carries the calendar's tag is muted, and told when the hours begin if it still holds.
 * One downtime a calendar: equal gaps (the nights between working days) are one recurrence.
 */
export function downtimeArgs(calendar: Calendar, environment: Environment): datadog.DowntimeScheduleArgs {
  const alike = Map.groupBy(gapsOf(calendar), ({ from, minutes }) => `${from % day}+${minutes}`);
  return {
    scope: "*",
    monitorIdentifier: { monitorTags: [tag("environment", environment.id), hoursTag(calendar)] },
    recurringSchedule: {
      timezone: calendar.timeZone,
      recurrences: [...alike.values()].map((gaps) => recurrence(gaps)),
    },
    displayTimezone: calendar.timeZone,
    message: `Outside of ${calendar.id}.`,
    muteFirstRecoveryNotification: false,
    notifyEndStates: ["alert", "no data", "warn"],
    notifyEndTypes: ["canceled", "expired"],
  };
}

function recurrence(gaps: readonly Gap[]) {
  const [first] = gaps;
  if (!first) throw new Error("a recurrence has a gap");
  const { from, minutes } = first;
  const start = new Date(firstMonday + from * 60_000).toISOString().slice(0, 19);
  const days = gaps.flatMap((gap) => ruleDays[week[Math.floor(gap.from / day)] ?? "mon"]);
  const duration = minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
  return { start, duration, rrule: `FREQ=WEEKLY;INTERVAL=1;BYDAY=${days.join(",")}` };
}
