import type { Signal } from "./resolved.ts";

/** Whether it asks a query of the source's own language, of which nothing is known here but what it reads. */
export const isRaw = (signal: Signal): boolean => (signal.kind === "value" || signal.kind === "events") && signal.raw !== undefined;
