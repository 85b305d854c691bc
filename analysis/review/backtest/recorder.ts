import type { Signal } from "../../../model/resolved.ts";
import { Fold } from "./fold.ts";
import { type Grid, gridOf, type Span, withEnd } from "./grid.ts";
import { beyondKey, incrementSeconds, readingOf, windowKey } from "./reading.ts";
import { Recorded, type Seen } from "./recorded.ts";
import { groupKey, type Labels, labelsKey, type Selector, selectorKey, selects } from "./select.ts";
import { type Found, type InstantReader, type RateReader, Series, type SeriesSink } from "./series.ts";

export type { Span } from "./grid.ts";
export type { Quality, Recorded } from "./recorded.ts";
export type { Labels, Selector } from "./select.ts";
export type { SeriesSink } from "./series.ts";

/**
 * Takes the samples of a history, series by series or minute by minute, and keeps of them what the signals need: room
 * goes with signals x minutes and with the number of series, never with the number of samples.
 */
export interface Recorder {
  /** What the signals read: all else of a history may be left out. */
  readonly selectors: readonly Selector[];
  /**
   * @param labels without the name
   * @returns where the samples of this series go; the same for the same labels. undefined: no one reads it
   */
  series(name: string, labels: Labels): SeriesSink | undefined;
  /** What was seen. No sample may be added afterwards. */
  recorded(): Recorded;
}

/**
 * A recorder for these signals. Those of two revisions that mean the same are recorded once.
 *
 * @param span whole minutes, in seconds since 1970; earlier samples count in windows that reach back before it
 * @throws RangeError if the span is not made of whole minutes
 */
export function recorderOf(signals: readonly Signal[], span: Span): Recorder {
  const seen = sightsOf(signals, span);
  const byName = Map.groupBy(seen.values(), ({ queryWindow }) => queryWindow.of.name);
  const live = new Map<string, Series>();
  const minutes = withEnd(gridOf(span, incrementSeconds));
  return {
    selectors: [...new Map([...seen.values()].map(({ queryWindow }) => [selectorKey(queryWindow.of), queryWindow.of])).values()],
    series(name, labels) {
      const readers = byName.get(name)?.filter(({ queryWindow }) => selects(queryWindow.of, labels)) ?? [];
      if (readers.length === 0) return undefined;
      const key = name + labelsKey(labels);
      const known = live.get(key);
      if (known) return known;
      const series = seriesFor(minutes, readers, labels);
      live.set(key, series);
      return series;
    },
    recorded() {
      for (const series of live.values()) series.end();
      live.clear();
      return new Recorded(signals, span, seen);
    },
  };
}

function sightsOf(signals: readonly Signal[], span: Span): Map<string, Seen> {
  const seen = new Map<string, Seen>();
  const found = new Map<string, Found>();
  for (const signal of signals) {
    const { total, bad, value, whole, presence } = readingOf(signal);
    for (const queryWindow of [total, ...bad, value, whole, presence].filter((one) => one !== undefined)) {
      const of = selectorKey(queryWindow.of);
      const counted = found.get(of) ?? { series: 0, first: undefined, last: undefined, unordered: 0 };
      found.set(of, counted);
      const grid = withEnd(gridOf(span, queryWindow.kind === "rate" ? incrementSeconds : queryWindow.step));
      const key = windowKey(queryWindow);
      if (!seen.has(key)) seen.set(key, { queryWindow, grid, groups: new Map(), found: counted });
    }
  }
  return seen;
}

/** Whoever reads the series in the same way at the same moments is told together. */
function seriesFor(minutes: Grid, readers: readonly Seen[], labels: Labels): Series {
  const rates = new Map<number, RateReader>();
  const instants = new Map<string, InstantReader>();
  for (const { queryWindow, grid, groups } of readers) {
    if (queryWindow.kind === "rate") {
      const window = queryWindow.window * 1000;
      const reader = rates.get(window) ?? { window, into: [] };
      rates.set(window, reader);
      reader.into.push(foldOf(groups, groupKey(labels, queryWindow.by), "sum"));
    } else {
      const key = `${queryWindow.step}${beyondKey(queryWindow.beyond)}`;
      const { beyond } = queryWindow;
      const reader = instants.get(key) ?? { grid, into: [], ...(beyond && { beyond }) };
      instants.set(key, reader);
      reader.into.push(foldOf(groups, groupKey(labels, queryWindow.by), queryWindow.across));
    }
  }
  return new Series(minutes, [...rates.values()], [...instants.values()], [...new Set(readers.map(({ found }) => found))]);
}

function foldOf(groups: Map<string, Fold>, key: string, across: Fold["across"]): Fold {
  const known = groups.get(key);
  if (known) return known;
  const fold = new Fold(across);
  groups.set(key, fold);
  return fold;
}
