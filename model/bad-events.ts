import type Fraction from "fraction.js";
import type { BadEvents, Signal } from "./resolved.ts";

/** The bound that divides good events from bad ones, on whichever side the bad ones are. */
export function boundOf(bad: BadEvents): Fraction | undefined {
  if ("overBound" in bad) return bad.overBound;
  return "upToBound" in bad ? bad.upToBound : undefined;
}

/** The same of any signal: only events are divided by one. */
export const boundOfEvents = (signal: Signal): Fraction | undefined => (signal.kind === "events" ? boundOf(signal.bad) : undefined);

/** The bound of a bucket without which a signal sees nothing: that of its events, or of the quantile of its minutes. */
export function watchedBound(signal: Signal): Fraction | undefined {
  if (signal.metric.buckets.length === 0) return undefined;
  if (signal.kind !== "slices") return boundOfEvents(signal);
  return "quantile" in signal.measure ? (signal.good.under ?? signal.good.over) : undefined;
}
