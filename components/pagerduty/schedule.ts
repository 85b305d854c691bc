import type * as vendor from "@pulumi/pagerduty";
import type { Input } from "@pulumi/pulumi";
import { hasEnded, layersOf } from "../../model/overrides.ts";
import type { Hours, Person, Schedule, Weekday } from "../../model/resolved.ts";
import type { Turns } from "../../model/shifts.ts";
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

function layerArgs(name: string, layer: Turns<Person>, zone: string, user: (person: Person) => Input<string>): LayerArgs {
  const start = zonedTime(layer.start, zone);
  return {
    name,
    start,
    ...(layer.end !== undefined && { end: zonedTime(layer.end, zone) }),
    rotationVirtualStart: start,
    rotationTurnLengthSeconds: layer.turn,
    users: layer.rotation.map(user),
    restrictions: restrictions(layer.hours),
  };
}

/**
 * The provider has no overrides, so that each is a layer of one person which begins and ends. It is above the others, because
 * PagerDuty lets the last layer that covers an instant decide, and behind them, so that they keep their places in the list: by these
 * the plugin tells layers apart. A layer that has ended is not read back, and would be made again: it is left out.
 *
 * @param user id of a person at the vendor
 * @param now milliseconds since 1970 in UTC: overrides that ended before are left out; undefined: none has
 */
export function scheduleArgs(
  schedule: Schedule,
  user: (person: Person) => Input<string>,
  now = Number.NEGATIVE_INFINITY,
): vendor.ScheduleArgs {
  const timeZone = vendorZone(schedule.timeZone);
  const overrides = schedule.overrides
    .filter((override) => !hasEnded(override, schedule.timeZone, now))
    .flatMap((override) =>
      layersOf(schedule, override).map((layer) => [`override by ${override.who.id} from ${layer.start.slice(0, 16)}`, layer] as const),
    );
  const layers = [...schedule.layers.map((layer) => [layer.id, layer] as const), ...overrides];
  return {
    name: schedule.name,
    description,
    timeZone,
    layers: layers.map(([name, layer]) => layerArgs(name, layer, timeZone, user)),
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
