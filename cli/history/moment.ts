import { instantIn } from "../../model/instant.ts";
import { CannotRead } from "./fault.ts";

/** Times of history after the year 5138 do not exist; milliseconds of 1973 and later are beyond this. */
export const beyondSeconds = 1e11;

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
