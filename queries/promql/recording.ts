import { type AlertCondition, leavesOf, longestByMinutes, singleLeavesOf } from "../../model/condition.ts";
import { oldestId } from "../../model/ids.ts";
import { formatDuration } from "../../model/quantity.ts";
import type { Signal } from "../../model/resolved.ts";
import { badTile, minutesOfEvent, type RecordedSignal, recordedLabels, recordedSelector, tileSeconds, totalTile } from "./tile.ts";

/** One recording rule: `expr` is evaluated every minute and kept as `name` with `labels`. */
export interface Recording {
  readonly name: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly signal: RecordedSignal;
}

/** Recordings are evaluated this often, in seconds: each is a tile of this length. */
export const recordingInterval = tileSeconds;

export const recorded = {
  total: { minute: "sli:events:increase1m", hour: "sli:events:increase1h" },
  bad: { minute: "sli:bad_events:increase1m", hour: "sli:bad_events:increase1h" },
  badMinutes: "sli:bad_minutes:increase1m",
} as const;

/**
 * Everything that the conditions read from recorded series, each once, in an order in which hours come after the
 * minutes that they add up. Numerators and denominators are kept apart: a recorded ratio turns one spell without
 * requests into a NaN for as long as a window lasts, and weighs a quiet hour like a busy one.
 */
export function recordingsOf(alerts: readonly { readonly when: AlertCondition }[]): Recording[] {
  const signals = new Map<string, RecordedSignal>();
  // What asks for series that are gone reads no recording, and may ask for all of a metric in the name of one of its signals.
  for (const { kind, signal } of alerts.flatMap(({ when }) => singleLeavesOf(when)))
    if (kind !== "absent" && isRecorded(signal)) signals.set(signal.path, signal);
  const leaves = alerts.flatMap(({ when }) => leavesOf(when));
  const byMinutes = new Set(
    leaves.flatMap((leaf) => (leaf.kind === "bad-share" && leaf.leastMinutes !== undefined ? [leaf.signal.path] : [])),
  );
  // In the order of oldest ids, so that a rename moves nothing.
  const place = ({ system, service, ...signal }: RecordedSignal) => `${system}/${service}/${oldestId(signal)}`;
  const placed = [...signals.values()].map((signal) => ({ signal, at: place(signal) }));
  return placed.sort((a, b) => (a.at < b.at ? -1 : 1)).flatMap(({ signal }) => recordingsOfSignal(signal, byMinutes.has(signal.path)));
}

/** Of a gauge the value is read, and of an age the series themselves. */
const isRecorded = (signal: Signal): signal is RecordedSignal => signal.kind !== "value" && signal.kind !== "age";

function recordingsOfSignal(signal: RecordedSignal, byMinutes: boolean): Recording[] {
  const labels = recordedLabels(signal);
  const pair = (names: { minute: string; hour: string }, expr: string): [Recording, Recording] => [
    { name: names.minute, expr, labels, signal },
    { name: names.hour, expr: `sum_over_time(${recordedSelector(names.minute, signal)}[1h])`, labels, signal },
  ];
  const [total, totals] = pair(recorded.total, totalTile(signal));
  if (signal.kind === "count") return [total, totals];
  const [bad, bads] = pair(recorded.bad, badTile(signal));
  const minutes = { name: recorded.badMinutes, expr: `${recordedSelector(recorded.bad.minute, signal)} > bool 0`, labels, signal };
  return [total, bad, ...(byMinutes ? [minutes] : []), totals, bads];
}

/** Events (or bad events) of the last `over` seconds, from what is recorded. */
export function countOver(what: "total" | "bad", signal: RecordedSignal, over: number): string {
  return `sum_over_time(${recordedOver(what, signal, over)})`;
}

/** Minutes with a failure among the last `over` seconds. */
export function badMinutesOver(signal: RecordedSignal, over: number): string {
  const minutes = `sum_over_time(${recordedSelector(recorded.badMinutes, signal)}[${formatDuration(over)}])`;
  const each = minutesOfEvent(signal);
  return each === 1 ? minutes : `${minutes} / ${each}`;
}

/** What is recorded of the last `over` seconds, or of those that lie `before` seconds back. */
export function recordedOver(what: "total" | "bad", signal: RecordedSignal, over: number, before = 0): string {
  const names = recorded[what];
  const range =
    over <= longestByMinutes
      ? `${recordedSelector(names.minute, signal)}[${formatDuration(over)}]`
      : `${recordedSelector(names.hour, signal)}[${formatDuration(over)}:1h]`;
  return range + earlier(before);
}

export const earlier = (seconds: number): string => (seconds === 0 ? "" : ` offset ${formatDuration(seconds)}`);
