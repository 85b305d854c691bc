import { boundSpellings } from "../../model/bucket-bound.ts";
import type { Across, EventsSignal, Matchers, Metric, Signal, SlicesSignal } from "../../model/resolved.ts";
import { type Selector, selectorKey } from "./select.ts";

/** Tiles are one minute apart. */
export const tileSeconds = 60;

/** One thing that is seen of series at each moment of a grid, all of them put together. */
export type Sight = RateSight | InstantSight;
export interface RateSight {
  readonly kind: "rate";
  readonly of: Selector;
  /** seconds */
  readonly window: number;
}
export interface InstantSight {
  readonly kind: "instant";
  readonly of: Selector;
  readonly across: Across | "count";
  readonly by: readonly string[];
  /** seconds between two moments */
  readonly step: number;
}

/** What a signal reads: its tiles (not of a value), its value, and the series without which it sees nothing. */
export interface Reading {
  readonly total?: Sight;
  /** of an objective on a quantile: the buckets of its bounds */
  readonly bad: readonly Sight[];
  readonly value?: InstantSight;
  readonly presence: InstantSight;
}

/** Signals that mean the same read the same, whatever their ids are. */
export function readingOf(signal: Signal): Reading {
  const presence = instant({ name: presenceName(signal), where: presenceWhere(signal) }, "count", signal.from.evaluate);
  switch (signal.kind) {
    case "value": {
      const of = { name: signal.metric.name, where: [signal.where] };
      return { bad: [], value: instant(of, signal.across, signal.from.evaluate, signal.by), presence };
    }
    case "count":
      return { total: rateOf(signal, totalOf(signal.metric, signal.where)), bad: [], presence };
    case "slices":
      return { ...slices(signal), presence };
    case "events":
      return { total: rateOf(signal, totalOf(signal.metric, signal.where)), bad: [rateOf(signal, badOf(signal))], presence };
  }
}

/** One text for all sights of the same. */
export function sightKey(sight: Sight): string {
  const of = selectorKey(sight.of);
  return sight.kind === "rate" ? `rate ${of} ${sight.window}` : `${sight.across} by ${sight.by.join()} ${of} ${sight.step}`;
}

function rateOf({ from }: Signal, of: Selector): RateSight {
  return { kind: "rate", of, window: Math.max(tileSeconds + from.scrape, 3 * from.scrape) };
}

function instant(of: Selector, across: Across | "count", step: number, by: readonly string[] = []): InstantSight {
  return { kind: "instant", of, across, by, step };
}

function slices(signal: SlicesSignal): Pick<Reading, "total" | "bad"> {
  const { metric, measure, good, where } = signal;
  if ("across" in measure) {
    const of = { name: metric.name, where: [where] };
    return { total: instant(of, "count", tileSeconds), bad: [instant(of, measure.across, tileSeconds)] };
  }
  const bounds = [good.under, good.over].filter((bound) => bound !== undefined);
  return {
    total: rateOf(signal, totalOf(metric, where)),
    bad: bounds.map((bound) => rateOf(signal, { name: `${metric.name}_bucket`, where: [where, { le: { anyOf: boundSpellings(bound) } }] })),
  };
}

/** Of latency what was quick enough, which is taken from the total. */
function badOf({ metric, where, bad }: EventsSignal): Selector {
  if ("overBound" in bad) return { name: `${metric.name}_bucket`, where: [where, { le: { anyOf: boundSpellings(bad.overBound) } }] };
  if ("metric" in bad) return totalOf(bad.metric, bad.metric.where, where);
  return totalOf(metric, where, bad.filter);
}

const totalOf = (metric: Metric, ...where: Matchers[]): Selector => ({
  name: metric.kind === "histogram" ? `${metric.name}_count` : metric.name,
  where,
});

/** For latency the bucket itself, which a changed bound would remove. */
function presenceName(signal: Signal): string {
  if (signal.kind === "events" && "overBound" in signal.bad) return badOf(signal).name;
  return totalOf(signal.metric).name;
}

function presenceWhere(signal: Signal): readonly Matchers[] {
  return signal.kind === "events" && "overBound" in signal.bad ? badOf(signal).where : [signal.where];
}
