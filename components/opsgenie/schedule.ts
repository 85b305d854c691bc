import type { Input } from "@pulumi/pulumi";
import type { Hours, Layer, Person, Schedule } from "../../model/resolved.ts";
import { dayAfter, dayName, week } from "../../model/weekday.ts";
import { zonedTime } from "../../model/zoned-time.ts";
import { description } from "./description.ts";
import type { ScheduleArgs, ScheduleRotationArgs, TimeRestriction } from "./inputs.ts";

/** @param team id of the team that owns it */
export function scheduleArgs({ name, timeZone }: Schedule, team: Input<string>): ScheduleArgs {
  return { name, description, timezone: timeZone, enabled: true, ownerTeamId: team };
}

/** Units of a shift, longest first, in seconds. */
const units = [
  { type: "weekly", seconds: 604_800 },
  { type: "daily", seconds: 86_400 },
  { type: "hourly", seconds: 3600 },
] as const;

/** A shift as a number of the longest unit that divides it; undefined where none does. */
export function shiftOf(turn: number): Pick<ScheduleRotationArgs, "type" | "length"> | undefined {
  const unit = units.find(({ seconds }) => turn % seconds === 0);
  return unit && { type: unit.type, length: turn / unit.seconds };
}

/**
 * @param user id of a person at the vendor
 * @throws Error for a shift that no unit divides, which `refusals` tells before
 */
export function rotationArgs(
  layer: Layer,
  { timeZone }: Schedule,
  schedule: Input<string>,
  user: (person: Person) => Input<string>,
): ScheduleRotationArgs {
  const shift = shiftOf(layer.turn);
  if (!shift) throw new Error(`a shift of ${layer.turn} s is no whole number of hours`);
  const restriction = restrictionOf(layer.hours);
  return {
    name: layer.id,
    scheduleId: schedule,
    startDate: new Date(zonedTime(layer.start, timeZone)).toISOString().replace(".000Z", "Z"),
    ...shift,
    participants: layer.rotation.map((person) => ({ type: "user", id: user(person) })),
    ...(restriction && { timeRestriction: restriction }),
  };
}

/** Hours of a layer: the same every day, or one entry a day. What ends no later than it begins ends on the next day, at midnight too. */
function restrictionOf(hours: Hours | undefined): TimeRestriction | undefined {
  if (!hours) return undefined;
  const [startHour = 0, startMin = 0] = hours.from.split(":").map(Number);
  const [endHour = 0, endMin = 0] = hours.to.split(":").map(Number);
  const clock = { startHour, startMin, endHour: endHour % 24, endMin };
  if (hours.days.length === week.length) return { type: "time-of-day", restriction: clock };
  const restrictions = hours.days.map((day) => {
    const end = endHour === 24 || hours.to <= hours.from ? dayAfter(day) : day;
    return { ...clock, startDay: dayName[day], endDay: dayName[end] };
  });
  return { type: "weekday-and-time-of-day", restrictions };
}
