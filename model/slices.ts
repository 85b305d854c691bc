import type { EachSignal, EventsSignal, FailedShare, Signal, SlicesSignal } from "./resolved.ts";

/** The events of a time-slice SLI on failures, as the ratio that each of its minutes is judged by. */
export function failuresOf({ measure: _, good: __, ...signal }: SlicesSignal, { failed }: FailedShare): EventsSignal {
  return { ...signal, kind: "events", bad: { filter: failed } };
}

/** Whether every series is a slice of its own. */
export const isEach = (signal: Signal): signal is EachSignal => signal.kind === "slices" && "each" in signal.measure;
