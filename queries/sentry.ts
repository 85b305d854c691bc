/** Sentry's query language: the one door to the dialect. */
export { Inexpressible } from "./sentry/inexpressible.ts";
export { type MonitorQuery, monitorQuery, percentileOf, windows } from "./sentry/monitor.ts";
export { type EventFilter, type OccurrenceQuery, occurrenceQuery } from "./sentry/occurrence.ts";
export { search } from "./sentry/search.ts";
