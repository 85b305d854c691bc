import type * as cloudwatch from "@pulumi/aws/cloudwatch/index.js";
import type { Input } from "@pulumi/pulumi";
import { logicalName } from "../../model/ids.ts";
import type { Calendar, Environment, Hours, Weekday } from "../../model/resolved.ts";
import { physicalName, tagsOf } from "./names.ts";

const week: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const minutesOfDay = 24 * 60;

/** A stretch of every week outside of a calendar: it begins at the same time of some days and is as long each time. */
export interface Closed {
  readonly days: readonly Weekday[];
  /** minutes after midnight */
  readonly from: number;
  /** minutes */
  readonly length: number;
}

/**
 * The week without the hours, in stretches as long as they can be: where one mute rule ended and the next began, alarms
 * would tell at midnight. Empty for hours that never close.
 */
export function closedStretches(hours: Hours): Closed[] {
  const [from, to] = [minutesOf(hours.from), minutesOf(hours.to)];
  // Hours that end no later than they begin go on over midnight.
  const length = to > from ? to - from : to - from + minutesOfDay;
  const open = week.flatMap((day, index): [number, number][] => {
    const start = index * minutesOfDay + from;
    return hours.days.includes(day) ? [[start, start + length]] : [];
  });
  const closed = new Map<string, { days: Weekday[]; from: number; length: number }>();
  open.forEach(([, end], index) => {
    const next = open[index + 1]?.[0] ?? (open[0]?.[0] ?? 0) + week.length * minutesOfDay;
    const day = week[Math.floor(end / minutesOfDay) % week.length];
    if (next === end || !day) return;
    const stretch = { days: [], from: end % minutesOfDay, length: next - end };
    const key = `${stretch.from} ${stretch.length}`;
    const known: { days: Weekday[]; from: number; length: number } = closed.get(key) ?? stretch;
    known.days.push(day);
    closed.set(key, known);
  });
  return [...closed.values()];
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

/** Logical name of the mute rule of one stretch: its first day tells it from the others of the calendar. */
export function muteRuleName(calendar: Calendar, { days }: Closed): string {
  return logicalName("outside", calendar.id, days[0] ?? "never");
}

/**
 * Holds back what alarms tell outside of a calendar; they are evaluated all the same.
 *
 * @param alarms names of the alarms at the vendor
 */
export function muteRuleArgs(
  calendar: Calendar,
  closed: Closed,
  environment: Environment,
  alarms: Input<string>[],
): cloudwatch.AlarmMuteRuleArgs {
  const [hour, minute] = [Math.floor(closed.from / 60), closed.from % 60];
  const [hours, minutes] = [Math.floor(closed.length / 60), closed.length % 60];
  const days = closed.days.map((day) => day.toUpperCase()).join(",");
  return {
    name: physicalName({ name: muteRuleName(calendar, closed), formerNames: [] }, environment),
    rule: {
      schedule: {
        expression: `cron(${minute} ${hour} * * ${days})`,
        duration: `PT${hours > 0 ? `${hours}H` : ""}${minutes > 0 ? `${minutes}M` : ""}`,
        timezone: calendar.timeZone,
      },
    },
    muteTargets: { alarmNames: alarms },
    tags: tagsOf({ environment }),
  };
}
