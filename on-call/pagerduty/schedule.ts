import { clockAt, day, instantOf, midnightOf, timeOfDay, weekdayOf } from "../clock.ts";
import type { Layer, Restriction, Schedule } from "./objects.ts";

/**
 * Who is on call in a schedule at an instant; undefined where no layer says so. A later layer hides the ones before it.
 * Source: support.pagerduty.com, "Schedules".
 *
 * @returns id of the user
 */
export function onCallAt({ layers, timeZone }: Schedule, instant: number): string | undefined {
  return layers
    .filter((layer) => Date.parse(layer.start) <= instant && isWithin(layer.restrictions, timeZone, instant))
    .map((layer) => layer.users[turnAt(layer, timeZone, instant) % layer.users.length])
    .at(-1);
}

/**
 * How many turns have ended. A turn is a time of the clock, so that a weekly handoff at 09:00 stays at 09:00 when the
 * clocks change. Never negative: `rotationVirtualStart` is not after `start` in what this project declares.
 */
function turnAt({ rotationVirtualStart, rotationTurnLengthSeconds }: Layer, zone: string, instant: number): number {
  const first = clockAt(Date.parse(rotationVirtualStart), zone);
  const length = rotationTurnLengthSeconds * 1000;
  const begins = (turn: number) => instantOf(first + turn * length, zone);
  let turn = Math.floor((clockAt(instant, zone) - first) / length);
  // In the hour that the clocks repeat they run back behind a handoff that has been.
  while (begins(turn) > instant) turn -= 1;
  while (begins(turn + 1) <= instant) turn += 1;
  return Math.max(0, turn);
}

/** Without restrictions a layer counts at all hours. */
function isWithin(restrictions: readonly Restriction[], zone: string, instant: number): boolean {
  return restrictions.length === 0 || restrictions.some((restriction) => covers(restriction, zone, instant));
}

function covers({ type, startDayOfWeek, startTimeOfDay, durationSeconds }: Restriction, zone: string, instant: number): boolean {
  const today = midnightOf(clockAt(instant, zone));
  const length = durationSeconds * 1000;
  for (let midnight = today; midnight + day * 2 + length > today; midnight -= day) {
    if (type === "weekly_restriction" && weekdayOf(midnight) !== startDayOfWeek) continue;
    const start = midnight + timeOfDay(startTimeOfDay);
    if (instantOf(start, zone) <= instant && instant < instantOf(start + length, zone)) return true;
  }
  return false;
}
