import type { EventsSignal, FailedShare, SlicesSignal } from "./resolved.ts";

/** The events of a time-slice SLI on failures, as the ratio that each of its minutes is judged by. */
export function failuresOf({ measure: _, good: __, ...signal }: SlicesSignal, { failed }: FailedShare): EventsSignal {
  return { ...signal, kind: "events", bad: { filter: failed } };
}
