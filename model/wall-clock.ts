import { offsetAt } from "./zoned-time.ts";

/**
 * Instants are milliseconds since 1970 in UTC. A clock is what the wall shows in a time zone, written as if it were UTC,
 * so that days and weeks can be added to it although the clocks change in between.
 */
export const minute = 60_000;
export const day = 86_400_000;

export function clockAt(instant: number, zone: string): number {
  return instant + offsetAt(zone, instant);
}

/** What a clock shows, to the minute: `2026-12-02 19:30`. */
export const clockText = (clock: number): string => new Date(clock).toISOString().slice(0, 16).replace("T", " ");

/** Midnight before a clock. */
export const midnightOf = (clock: number): number => Math.floor(clock / day) * day;

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (clock: number): number => ((Math.floor(clock / day) + 3) % 7) + 1;

/** Milliseconds since midnight of `HH:MM` or `HH:MM:SS`. */
export function timeOfDay(written: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = written.split(":").map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}
