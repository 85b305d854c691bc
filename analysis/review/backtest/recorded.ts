import { isGrouped } from "../../../model/groups.ts";
import { once } from "../../../model/once.ts";
import { decimal } from "../../../model/quantity.ts";
import type { Signal, SliceMeasure } from "../../../model/resolved.ts";
import { Column } from "./column.ts";
import type { Fold } from "./fold.ts";
import { type Grid, gridOf, type Span, withEnd } from "./grid.ts";
import { badIncrement, quotient, totalIncrement } from "./increment.ts";
import { incrementSeconds, type QueryWindow, type Reading, readingOf, windowKey } from "./reading.ts";
import { unlabelled } from "./select.ts";
import type { Found } from "./series.ts";

/** What one query window has seen so far, by group of series. */
export interface Seen {
  readonly queryWindow: QueryWindow;
  readonly grid: Grid;
  readonly groups: Map<string, Fold>;
  readonly found: Found;
}

/** Values of one group of series; undefined where there is none. */
interface Values {
  value(at: number): number | undefined;
}

const shareOf = (fold: Fold, whole: Fold | undefined): Values => ({
  value: (at) => quotient(fold.value(at), whole?.value(at)),
});

/** How much of a signal a history holds. */
export interface Quality {
  /** series of the signal's metric that had a sample */
  readonly series: number;
  /** series of failures that had one (of latency, of the bucket that is quick enough); undefined for what has none */
  readonly bad: number | undefined;
  /** seconds since 1970 */
  readonly first: number | undefined;
  readonly last: number | undefined;
  /** where there is nothing to be seen, in whole minutes */
  readonly holes: readonly Span[];
  /** samples that were not later than the one before in their series, and do not count */
  readonly unordered: number;
}

/** Increments of a signal: at each minute of the span, and at its end, what came in the minute before. */
export interface Increments {
  readonly total: Column;
  /** undefined of a signal that only counts */
  readonly bad: Column | undefined;
}

/** What the signals saw of a history. */
export class Recorded {
  readonly span: Span;
  readonly #seen: ReadonlyMap<string, Seen>;
  readonly #increments = new Map<string, ReadonlyMap<string, Increments>>();

  constructor(signals: readonly Signal[], span: Span, seen: Map<string, Seen>) {
    this.span = span;
    this.#seen = seen;
    for (const signal of signals) {
      const { increments, reading } = readOf(signal);
      if (increments !== undefined && !this.#increments.has(increments))
        this.#increments.set(increments, this.#incrementsOf(signal, reading));
    }
    // Increments hold all that is ever asked of a rate.
    for (const { queryWindow, groups } of seen.values()) if (queryWindow.kind === "rate") groups.clear();
  }

  /**
   * Of all series together. @throws Error for a signal that was not recorded, that is never recorded by the minute, or that is
   * recorded by groups
   */
  increments(signal: Signal): Increments {
    const found = isGrouped(signal) ? undefined : this.groups(signal).get(unlabelled);
    if (!found) throw new Error(`${signal.path} is recorded by groups`);
    return found;
  }

  /**
   * Of each group, by a key of its labels; of a signal without groups, the one of all series.
   *
   * @throws Error for a signal that was not recorded, or is never recorded by the minute
   */
  groups(signal: Signal): ReadonlyMap<string, Increments> {
    const { increments } = readOf(signal);
    const found = increments === undefined ? undefined : this.#increments.get(increments);
    if (!found) throw new Error(`${signal.path} was not recorded`);
    return found;
  }

  /** Values of a signal of a gauge by group of series, each a key of its labels. */
  values(signal: Signal): { readonly grid: Grid; readonly groups: ReadonlyMap<string, Values> } {
    const { value, whole } = readOf(signal).reading;
    const { grid, groups } = this.#get(value && windowKey(value), signal);
    if (!whole) return { grid, groups };
    const wholes = this.#get(windowKey(whole), signal).groups;
    return { grid, groups: new Map([...groups].map(([group, fold]) => [group, shareOf(fold, wholes.get(group))])) };
  }

  /** How many of the series without which a signal sees nothing are there. */
  presence(signal: Signal): { readonly grid: Grid; readonly groups: ReadonlyMap<string, Fold> } {
    return this.#get(windowKey(readOf(signal).reading.presence), signal);
  }

  quality(signal: Signal): Quality {
    const { reading } = readOf(signal);
    const found = (queryWindows: readonly (QueryWindow | undefined)[]): Found[] => [
      ...new Set(queryWindows.flatMap((queryWindow) => (queryWindow ? [this.#get(windowKey(queryWindow), signal).found] : []))),
    ];
    const count = (queryWindows: readonly (QueryWindow | undefined)[]) => found(queryWindows).reduce((sum, { series }) => sum + series, 0);
    const all = found([reading.total, ...reading.bad, reading.value, reading.whole, reading.presence]);
    const times = all.flatMap(({ first, last }) => (first === undefined || last === undefined ? [] : [first, last]));
    return {
      series: count([reading.total ?? reading.value]),
      bad: signal.kind === "events" ? count(reading.bad) : undefined,
      first: times.length > 0 ? Math.min(...times) : undefined,
      last: times.length > 0 ? Math.max(...times) : undefined,
      holes: this.#holes(signal),
      unordered: all.reduce((sum, { unordered }) => sum + unordered, 0),
    };
  }

  #holes(signal: Signal): Span[] {
    if (signal.kind === "value" || signal.kind === "age") {
      const { grid, groups } = this.presence(signal);
      const [fold] = groups.values();
      return holesOf(gridOf(this.span, grid.step), this.span, (moment) => fold?.has(moment) ?? false);
    }
    const all = [...this.groups(signal).values()];
    return holesOf(gridOf(this.span, incrementSeconds), this.span, (minute) => all.some(({ total }) => total.has(minute, minute + 1)));
  }

  #incrementsOf(signal: Signal, reading: Reading): ReadonlyMap<string, Increments> {
    const found = reading.total ? [...this.#get(windowKey(reading.total), signal).groups.keys()] : [];
    const groups = isGrouped(signal) ? found.sort() : [unlabelled];
    return new Map(groups.map((group) => [group, this.#incrementsOfGroup(signal, reading, group)]));
  }

  #incrementsOfGroup(signal: Signal, { total, bad }: Reading, group: string): Increments {
    const totals = total && this.#get(windowKey(total), signal).groups.get(group);
    const bads = bad.map((queryWindow) => this.#get(windowKey(queryWindow), signal).groups.get(group));
    const { length } = withEnd(gridOf(this.span, incrementSeconds));
    return {
      total: new Column(length, (minute) =>
        totalIncrement(
          signal,
          totals?.value(minute),
          bads.map((fold) => fold?.value(minute)),
        ),
      ),
      bad:
        bad.length === 0
          ? undefined
          : new Column(length, (minute) =>
              badIncrement(
                signal,
                totals?.value(minute),
                bads.map((fold) => fold?.value(minute)),
              ),
            ),
    };
  }

  #get(key: string | undefined, signal: Signal): Seen {
    const seen = key === undefined ? undefined : this.#seen.get(key);
    if (!seen) throw new Error(`${signal.path} was not recorded`);
    return seen;
  }
}

/** How a signal is read, and the key of its increments. */
const readOf = once((signal: Signal) => {
  const reading = readingOf(signal);
  return { reading, increments: incrementsKey(signal, reading) };
});

/** One text for signals with the same increments. */
function incrementsKey(signal: Signal, { total, bad }: Reading): string | undefined {
  if (!total) return undefined;
  return [signal.kind, ...meaningOf(signal), ...[total, ...bad].map(windowKey)].join(" ");
}

/** What of a signal is not said by what it reads. */
function meaningOf(signal: Signal): string[] {
  switch (signal.kind) {
    case "events":
      return [
        "overBound" in signal.bad
          ? "over"
          : "upToBound" in signal.bad
            ? "up to"
            : "allBut" in signal.bad || "good" in signal.bad
              ? "but"
              : "among",
      ];
    case "slices": {
      const { measure, good } = signal;
      return [measureKey(measure), `under ${good.under ? decimal(good.under) : "-"}`, `over ${good.over ? decimal(good.over) : "-"}`];
    }
    case "value":
    case "age":
    case "count":
      return [];
  }
}

function measureKey(measure: SliceMeasure): string {
  if ("across" in measure) return measure.outOf ? `${measure.across} out of` : measure.across;
  if ("each" in measure) return "each";
  return "failed" in measure ? `failed of ${measure.least}` : decimal(measure.quantile);
}

function holesOf({ from, step, length }: Grid, span: Span, has: (at: number) => boolean): Span[] {
  const holes: Span[] = [];
  let since: number | undefined;
  for (let at = 0; at <= length; at++) {
    const isHole = at < length && !has(at);
    if (isHole && since === undefined) since = from + at * step;
    if (isHole || since === undefined) continue;
    holes.push({ from: since, to: Math.min(from + at * step, span.to) });
    since = undefined;
  }
  return holes;
}
