import { formatDuration } from "../../model/quantity.ts";
import { Inexpressible } from "./inexpressible.ts";

const minute = 60;
const hour = 3600;
/** Longest window of a metric monitor: `last_#m` up to 10080, `last_#h` up to 168 (API reference, create a monitor). */
const longestWindow = 7 * 24 * hour;

/**
 * The window of a metric monitor: `last_5m`, `last_72h`.
 *
 * @param seconds length of the window
 * @throws Inexpressible if it is no whole number of minutes, or longer than a metric monitor looks back
 */
export function lastWindow(seconds: number): string {
  if (seconds <= 0 || seconds % minute !== 0)
    throw new Inexpressible(`a monitor's window is a whole number of minutes, not ${formatDuration(seconds)}`);
  if (seconds > longestWindow)
    throw new Inexpressible(
      `a metric monitor looks back at most ${formatDuration(longestWindow)}, and ${formatDuration(seconds)} are asked for`,
    );
  return seconds % hour === 0 ? `last_${seconds / hour}h` : `last_${seconds / minute}m`;
}
