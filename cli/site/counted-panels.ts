import { drawnHours, type Given } from "../../analysis/prove/panels.ts";
import { input } from "../../analysis/prove/series.ts";
import type { Column } from "../../analysis/review/backtest/column.ts";
import type { Recorded } from "../../analysis/review/backtest/recorded.ts";
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

/** Seconds before the end that panels look at, beside their windows: the first hour of a window of hours ends after its begin. */
export const shownBefore = (drawnHours + 2) * hour;

/** SLOs of which a line shows what was counted; none of any other line. */
export const slosOf = (measure: Measure): Slo[] =>
  "slo" in measure ? [measure.slo] : measure.kind === "budget" ? measure.of.map(({ slo }) => slo) : [];

/** The last moment of which a history has recordings, in seconds since 1970. */
export const lastRecorded = ({ span }: Recorded): number => span.to - minute;

/** How a panel of SLOs is drawn of a history, or why not, in words. */
export type Countable = { readonly why: string } | { readonly isFull: boolean };

/** @param panel whose lines are all of SLOs */
export function countable({ kind, lines }: DashboardPanel, { recorded, unread }: History): Countable {
  const signals = lines.flatMap(({ measure }) => slosOf(measure).flatMap(({ signal }) => measuredOf(signal)));
  const why = signals.map((signal) => unreadOf(signal, unread)).find((one) => one !== undefined);
  if (why !== undefined) return { why };
  const end = lastRecorded(recorded);
  const lacking = (moment: number) =>
    lines.flatMap(({ measure }) => windowsOf(measure).map((window) => ({ window, lacks: recorded.span.from - beginOf(window, moment) })));
  const short = lacking(end).find(isShort);
  if (short) {
    const [has, length] = [recorded.span.to - recorded.span.from, end - beginOf(short.window, end)];
    return { why: `the history has ${lengthText(has)} of the ${lengthText(length)} that it looks back on` };
  }
  return { isFull: kind === "now" || !lacking(end - drawnHours * hour).some(isShort) };
}

const unreadOf = (signal: SingleShare, unread: History["unread"]): string | undefined =>
  signal.from.traits.series ? unread(signal) : `${signal.from.id} is no source of recorded series`;

const windowsOf = (measure: Measure): Window[] => (measure.kind === "burn-rate" ? [{ window: measure.over }] : slosOf(measure));

const beginOf = ({ window, calendar }: Window, moment: number): number =>
  calendar ? boundsOf(calendar, lastHour(moment)).from : moment - window;

/** A window of hours begins with a full one. */
const isShort = ({ window, lacks }: { readonly window: Window; readonly lacks: number }): boolean =>
  lacks > (isByHours(window) ? 2 * hour : minute);

const isByHours = ({ window, calendar }: Window): boolean => calendar !== undefined || window > longestByMinutes;

/**
 * The recordings that panels read, as the rules would have made them of the history.
 *
 * @param panels that are countable
 */
export function recordingsFor(panels: readonly DashboardPanel[], recorded: Recorded): Given {
  const end = lastRecorded(recorded);
  const measures = panels.flatMap(({ lines }) => lines.map(({ measure }) => measure));
  const signals = new Map(
    measures.flatMap((measure) => slosOf(measure).flatMap(({ signal }) => measuredOf(signal).map((one) => [one.path, one] as const))),
  );
  const byMinutes = measures.flatMap(windowsOf).flatMap((one) => (isByHours(one) ? [] : [one.window]));
  const since = end - Math.max(0, ...byMinutes) - drawnHours * hour;
  return {
    every: minute,
    series: [...signals.values()].flatMap((signal) => recordingsOf(signal, recorded, since)),
    start: recorded.span.from,
    length: end - recorded.span.from,
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
