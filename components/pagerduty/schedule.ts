import type * as vendor from "@pulumi/pagerduty";
import type { Input } from "@pulumi/pulumi";
import type { Hours, Layer, Person, Schedule, Weekday } from "../../model/resolved.ts";
import { zonedTime } from "../../model/zoned-time.ts";
import { description } from "./description.ts";

type LayerArgs = vendor.types.input.ScheduleLayer;
type Restriction = vendor.types.input.ScheduleLayerRestriction;

/** Days as the API counts them. */
const dayNumber: Record<Weekday, number> = { mon: 1, tue: 2, wed: 3, thu: 4, fri: 5, sat: 6, sun: 7 };

const secondsADay = 86_400;

/** Seconds since midnight of `HH:MM`; `24:00` is the end of the day. */
function secondsOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 3600 + minutes * 60;
}

/**
 * Hours as restrictions of a layer, in the order of the week. One daily restriction where every day is the same; else
 * one a day. Hours that end before they begin reach into the next day; those that end when they begin last a day.
 */
export function restrictions(hours: Hours | undefined): Restriction[] {
  if (!hours) return [];
  const from = secondsOf(hours.from);
  const durationSeconds = ((secondsOf(hours.to) - from + secondsADay - 1) % secondsADay) + 1;
  const startTimeOfDay = `${hours.from}:00`;
  const days = [...new Set(hours.days.map((day) => dayNumber[day]))].sort((a, b) => a - b);
  if (days.length === 7) {
    // A daily restriction of 24 hours is refused, and restricts nothing.
    return durationSeconds === secondsADay ? [] : [{ type: "daily_restriction", startTimeOfDay, durationSeconds }];
  }
  return days.map((startDayOfWeek) => ({ type: "weekly_restriction", startDayOfWeek, startTimeOfDay, durationSeconds }));
}

function layerArgs(layer: Layer, zone: string, user: (person: Person) => Input<string>): LayerArgs {
  const start = zonedTime(layer.start, zone);
  return {
    name: layer.id,
    start,
    rotationVirtualStart: start,
    rotationTurnLengthSeconds: layer.turn,
    users: layer.rotation.map(user),
    restrictions: restrictions(layer.hours),
  };
}

/** @param user id of a person at the vendor */
export function scheduleArgs(schedule: Schedule, user: (person: Person) => Input<string>): vendor.ScheduleArgs {
  const timeZone = vendorZone(schedule.timeZone);
  return {
    name: schedule.name,
    description,
    timeZone,
    layers: schedule.layers.map((layer) => layerArgs(layer, timeZone, user)),
  };
}

/**
 * PagerDuty accepts "UTC" and answers "Etc/UTC", which would show as a change at every refresh.
 *
 * @param zone IANA name
 */
export function vendorZone(zone: string): string {
  return zone === "UTC" ? "Etc/UTC" : zone;
}
