import { clockAt, clockText, weekdayOf } from "../../model/wall-clock.ts";
import { offsetAt, writeOffset } from "../../model/zoned-time.ts";

const names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/**
 * `Mon 04:01`, of each instant. Where the clocks change between them, with the offset: `Sun 02:30 +01:00`, which alone
 * distinguishes the hour that they show twice.
 */
export function timesInWords(instants: readonly number[], zone: string): string[] {
  const change = new Set(instants.map((instant) => offsetAt(zone, instant))).size > 1;
  return instants.map((instant) => {
    const clock = clockAt(instant, zone);
    const offset = change ? ` ${writeOffset(clock - instant)}` : "";
    return `${names[weekdayOf(clock) - 1]} ${new Date(clock).toISOString().slice(11, 16)}${offset}`;
  });
}

/** `Mon 2026-01-12 04:00 Europe/Berlin`. */
export function dateInWords(instant: number, zone: string): string {
  const clock = clockAt(instant, zone);
  return `${names[weekdayOf(clock) - 1]} ${clockText(clock)} ${zone}`;
}
