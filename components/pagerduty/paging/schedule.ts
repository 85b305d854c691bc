import { isWithin, turnAt } from "../../../model/rotation.ts";
import { timeOfDay } from "../../../model/wall-clock.ts";
import type { Layer, Restriction, Schedule } from "./objects.ts";

/**
 * Who is on call in a schedule at an instant; undefined where no layer says so. A later layer hides the ones before it.
 * Source: support.pagerduty.com, "Schedules".
 *
 * @returns id of the user
 */
export function onCallAt({ layers, timeZone }: Schedule, instant: number): string | undefined {
  return layers
    .filter((layer) => Date.parse(layer.start) <= instant && !(Date.parse(layer.end ?? "") <= instant) && isOn(layer, timeZone, instant))
    .map((layer) => layer.users[turnOf(layer, timeZone, instant) % layer.users.length])
    .at(-1);
}

const turnOf = ({ rotationVirtualStart, rotationTurnLengthSeconds }: Layer, zone: string, instant: number): number =>
  turnAt(Date.parse(rotationVirtualStart), rotationTurnLengthSeconds * 1000, zone, instant);

/** Without restrictions a layer counts at all hours. */
function isOn({ restrictions }: Layer, zone: string, instant: number): boolean {
  return restrictions.length === 0 || restrictions.some((restriction) => isWithin(spanOf(restriction), zone, instant));
}

const spanOf = ({ type, startDayOfWeek, startTimeOfDay, durationSeconds }: Restriction) => ({
  weekday: type === "weekly_restriction" ? startDayOfWeek : undefined,
  start: timeOfDay(startTimeOfDay),
  length: durationSeconds * 1000,
});
