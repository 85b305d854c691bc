import type { Hours } from "./resolved.ts";
import { clockAt, day, minute, timeOfDay } from "./wall-clock.ts";
import { week } from "./weekday.ts";
import { instantOf, offsetAt } from "./zoned-time.ts";

/*
 * A schedule has one time zone at every pager, and a layer may be written in another one. It is converted, which is exact while the
 * clocks of both zones change together; the checks refuse it otherwise.
 */

/** What of a layer is a time of the clock. */
export interface Clocked {
  /** first handoff, `YYYY-MM-DDTHH:MM:SS` */
  readonly start: string;
  readonly hours?: Hours | undefined;
}

/** The same times as another zone's clock shows them, by the difference of the two at the first handoff. */
export function toZone<L extends Clocked>(layer: L, zone: string, other: string): L {
  const shift = shiftOf(layer, zone, other);
  if (shift === 0) return layer;
  const start = new Date(Date.parse(`${layer.start}Z`) + shift).toISOString().slice(0, 19);
  return { ...layer, start, ...(layer.hours && { hours: shifted(layer.hours, shift) }) };
}

/** How much later the clock of the other zone is, in milliseconds. */
function shiftOf({ start }: Clocked, zone: string, other: string): number {
  const clock = Date.parse(`${start}Z`);
  return clockAt(instantOf(clock, zone), other) - clockAt(instantOf(clock, zone), zone);
}

function shifted({ days, from, to }: Hours, shift: number): Hours {
  const [start, end] = [from, to].map((clock) => timeOfDay(clock) + shift) as [number, number];
  const later = Math.floor(start / day);
  const moved = days.map((one) => week[(week.indexOf(one) + later + week.length) % week.length]);
  return { days: week.filter((one) => moved.includes(one)), from: clockOf(start), to: clockOf(end) };
}

const two = (number: number) => String(number).padStart(2, "0");
function clockOf(milliseconds: number): string {
  const minutes = (((milliseconds / minute) % 1440) + 1440) % 1440;
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/**
 * The first day, written as its midnight, on which a handoff or an end of hours would come at another time by the other zone's clock
 * than it does by the first day's difference; undefined: none in the time that is looked at.
 *
 * @param from milliseconds since 1970 in UTC
 * @param days how many to look at
 */
export function firstApart(layer: Clocked, zone: string, other: string, from: number, days: number): number | undefined {
  const shift = shiftOf(layer, zone, other);
  const clocks = [layer.start.slice(11), ...(layer.hours ? [layer.hours.from, layer.hours.to] : [])].map(timeOfDay);
  const first = Math.floor(from / day) * day;
  const areApart = (at: number) => offsetAt(other, at) - offsetAt(zone, at) !== shift;
  const changes = (midnight: number) =>
    [zone, other].some((one) => offsetAt(one, midnight - 2 * day) !== offsetAt(one, midnight + 4 * day));
  for (let midnight = first; midnight < first + days * day; midnight += day)
    // Of nearly all days no clock has to be asked: neither zone changes its own within days, and they are as far apart as at first.
    if (
      (areApart(midnight) || changes(midnight)) &&
      clocks.some((clock) => instantOf(midnight + clock, zone) !== instantOf(midnight + clock + shift, other))
    )
      return midnight;
  return undefined;
}
