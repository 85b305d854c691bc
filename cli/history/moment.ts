import { instantIn } from "../../model/instant.ts";
import { CannotRead } from "./fault.ts";

/** Times of history after the year 5138 do not exist; milliseconds of 1973 and later are beyond this. */
export const beyondSeconds = 1e11;

/** Seconds since 1970 for people: to the minute, or to the second where it says more. */
export function timeText(seconds: number): string {
  const iso = new Date(Math.round(seconds * 1000)).toISOString();
  return `${seconds % 60 === 0 ? iso.slice(0, 16) : iso.slice(0, 19)}Z`;
}

/**
 * A time as histories have it: seconds since 1970, or RFC 3339 with its zone.
 *
 * @throws CannotRead for milliseconds, times without a zone, and what is no time
 */
export function momentIn(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) {
    const seconds = Number(text);
    if (seconds > beyondSeconds) throw new CannotRead(`${text} looks like milliseconds; times are seconds since 1970: divide by 1000`);
    return seconds;
  }
  const instant = instantIn(text);
  if (typeof instant === "string") throw new CannotRead(`${JSON.stringify(text.slice(0, 40))}: ${instant}`);
  return instant / 1000;
}

/** A length of time for people, to the minute: `29 d 23 h`, `20 min`. Parts that are far smaller than the largest are left out. */
export function lengthText(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const parts: [number, string][] = [
    [Math.floor(minutes / 1440), "d"],
    [Math.floor((minutes % 1440) / 60), "h"],
    [minutes % 60, "min"],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first === -1) return "0 min";
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(" ");
}
