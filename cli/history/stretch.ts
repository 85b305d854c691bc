import type { Span } from "../../analysis/review/backtest/recorder.ts";
import { timeText } from "../../analysis/review/backtest/words.ts";
import { instantIn } from "../../model/instant.ts";
import { formatDuration } from "../../model/quantity.ts";
import type { Extent } from "./archive.ts";
import { CannotRead } from "./fault.ts";

/** What was asked for, in seconds since 1970. */
export interface Asked {
  readonly from?: number;
  readonly to?: number;
}

/** Seconds that are replayed where nothing was said. */
export const usualLength = 30 * 86_400;

/** @throws CannotRead if either is no instant with its zone, or they are the wrong way round */
export function askedOf({ from, to }: { readonly from?: string; readonly to?: string }): Asked {
  const begin = from === undefined ? undefined : secondsOf("--from", from);
  const end = to === undefined ? undefined : secondsOf("--to", to);
  if (begin !== undefined && end !== undefined && begin >= end) throw new CannotRead(`--from ${from} is not before --to ${to}`);
  return { ...(begin !== undefined && { from: begin }), ...(end !== undefined && { to: end }) };
}

function secondsOf(option: string, text: string): number {
  const instant = instantIn(text);
  if (typeof instant === "string") throw new CannotRead(`${option} ${text}: ${instant}`);
  return instant / 1000;
}

/** Where a server is asked that would hold more: until now, or what was asked for, and so much before it. */
export function withinOf({ from, to }: Asked, now: number, lead: number): Extent {
  const end = Math.min(to ?? now, now);
  return { from: (from ?? end - usualLength) - lead, to: end };
}

/**
 * The whole minutes that are both asked for and there.
 *
 * @throws CannotRead if there are none
 */
export function spanOf({ from, to }: Asked, extent: Extent): Span {
  // Its last sample is the last thing that is known of a history.
  const end = Math.floor(Math.min(to ?? extent.to, extent.to) / 60) * 60;
  const begin = Math.ceil(Math.max(from ?? end - usualLength, extent.from) / 60) * 60;
  if (begin < end) return { from: begin, to: end };
  const there = `the history is from ${timeText(extent.from)} to ${timeText(extent.to)}`;
  if (from === undefined && to === undefined)
    throw new CannotRead(`${there}: that is less than a minute, and nothing can be replayed on it`);
  throw new CannotRead(`${there}, but --from and --to select another time; omit them to replay its last ${formatDuration(usualLength)}`);
}
