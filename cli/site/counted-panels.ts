import { drawnHours, type Given } from "../../analysis/prove/panels.ts";
import { input } from "../../analysis/prove/series.ts";
import type { Column } from "../../analysis/review/backtest/column.ts";
import type { Recorded, Span } from "../../analysis/review/backtest/recorder.ts";
import { labelsIn } from "../../analysis/review/backtest/select.ts";
import { lastHour } from "../../analysis/review/backtest/window.ts";
import { lengthText } from "../../analysis/review/backtest/words.ts";
import type { History } from "../../analysis/site/standing.ts";
import type { DashboardPanel } from "../../dashboards/dashboard.ts";
import { boundsOf, type Window } from "../../model/calendar-window.ts";
import { measuredOf } from "../../model/composite.ts";
import { longestByMinutes } from "../../model/condition.ts";
import type { Measure } from "../../model/measure.ts";
import type { SingleShare, Slo } from "../../model/resolved.ts";
import { recorded as names, recordedLabels } from "../../queries/promql.ts";

/*
 * Panels of SLOs read recordings. Those of a history are counted already, for what the objectives kept, as the rules would have
 * recorded them: each minute for short windows, each full hour for long ones.
 */

const minute = 60;
const hour = 3600;

/** Seconds before the end that panels look at, beside their windows: one by the hour ends with the last full hour. */
export const shownBefore = (drawnHours + 1) * hour;

/** SLOs of which a line shows what was counted; none of any other line. */
export const slosOf = (measure: Measure): Slo[] =>
  "slo" in measure ? [measure.slo] : measure.kind === "budget" ? measure.of.map(({ slo }) => slo) : [];

/** The time of a history in which a panel counts what it shows last. */
export interface Counted extends Span {
  /** whether the history has the whole windows of its first points too */
  readonly isFull: boolean;
}

/**
 * What a panel counts of a history, or in words why it is not drawn of it.
 *
 * @param panel whose lines are all of SLOs
 */
export function countedBy({ kind, lines }: DashboardPanel, { recorded, unread }: History): Counted | string {
  const signals = lines.flatMap(({ measure }) => slosOf(measure).flatMap(({ signal }) => measuredOf(signal)));
  const why = signals.map((signal) => unreadOf(signal, unread)).find((one) => one !== undefined);
  if (why !== undefined) return why;
  const { from, to } = recorded.span;
  const windows = lines.flatMap(({ measure }) => windowsOf(measure));
  const shortAt = (moment: number) => windows.map((window) => spanOf(window, moment)).find((span) => isShort(span, from));
  const short = shortAt(to);
  if (short)
    return `the history has ${lengthText(Math.max(0, short.to - from))} of the ${lengthText(short.to - short.from)} that it looks back on`;
  const spans = windows.map((window) => spanOf(window, to));
  return {
    from: Math.max(from, Math.min(...spans.map((span) => span.from))),
    to: Math.max(...spans.map((span) => span.to)),
    isFull: kind === "now" || shortAt(to - drawnHours * hour) === undefined,
  };
}

const unreadOf = (signal: SingleShare, unread: History["unread"]): string | undefined =>
  signal.from.traits.series ? unread(signal) : `${signal.from.id} is no source of recorded series`;

const windowsOf = (measure: Measure): Window[] => (measure.kind === "burn-rate" ? [{ window: measure.over }] : slosOf(measure));

/** The time in which a window counts at a moment: above three days, and by the calendar, full hours. */
function spanOf(counted: Window, moment: number): Span {
  const { window, calendar } = counted;
  if (!isByHours(counted)) return { from: moment - window, to: moment };
  const last = lastHour(moment);
  return { from: calendar ? boundsOf(calendar, last).from : last + hour - window, to: last + hour };
}

/** Whether a history that begins `from` has too little of a time: of three days and more an hour may be missing, of less as large a part. */
function isShort(span: Span, from: number): boolean {
  const spare = Math.min(hour, ((span.to - span.from) * hour) / longestByMinutes);
  return from - span.from > Math.max(minute, spare);
}

const isByHours = ({ window, calendar }: Window): boolean => calendar !== undefined || window > longestByMinutes;

/**
 * The recordings that panels read, as the rules would have made them of the history.
 *
 * @param panels that are {@link countedBy counted}
 */
export function recordingsFor(panels: readonly DashboardPanel[], recorded: Recorded): Given {
  const { from, to } = recorded.span;
  const measures = panels.flatMap(({ lines }) => lines.map(({ measure }) => measure));
  const signals = new Map(
    measures.flatMap((measure) => slosOf(measure).flatMap(({ signal }) => measuredOf(signal).map((one) => [one.path, one] as const))),
  );
  const byMinutes = measures.flatMap(windowsOf).flatMap((one) => (isByHours(one) ? [] : [one.window]));
  const since = to - Math.max(0, ...byMinutes) - drawnHours * hour;
  return {
    every: minute,
    series: [...signals.values()].flatMap((signal) => recordingsOf(signal, recorded, since)),
    start: from,
    length: to - from,
  };
}

function recordingsOf(signal: SingleShare, recorded: Recorded, since: number) {
  const { from } = recorded.span;
  const labels = recordedLabels(signal);
  return [...recorded.groups(signal)].flatMap(([group, { total, bad }]) => {
    const of = { ...labelsIn(group), ...labels };
    const pair = (name: { readonly minute: string; readonly hour: string }, column: Column) => [
      input(
        name.minute,
        of,
        placesOf(column, (at) => (from + at * minute >= since ? at : undefined)),
      ),
      input(
        name.hour,
        of,
        placesOf(column, (at) => ((from + at * minute) % hour === 0 ? Math.max(0, at - hour / minute + 1) : undefined)),
      ),
    ];
    return [...pair(names.total, total), ...(bad ? pair(names.bad, bad) : [])];
  });
}

/** @param first the minute from which is counted until a minute; undefined: nothing is recorded then */
function placesOf(column: Column, first: (at: number) => number | undefined): (number | undefined)[] {
  return Array.from({ length: column.length }, (_, at) => {
    const low = first(at);
    return low === undefined || !column.has(low, at + 1) ? undefined : column.value(low, at + 1);
  });
}
