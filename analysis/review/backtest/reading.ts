import type Fraction from "fraction.js";
import { boundOf, watchedBound } from "../../../model/bad-events.ts";
import { boundSpellings } from "../../../model/bucket-bound.ts";
import { labelsBy } from "../../../model/groups.ts";
import { decimal } from "../../../model/quantity.ts";
import type { Across, EventsSignal, Matchers, Metric, Signal, SlicesSignal, Source, Whole } from "../../../model/resolved.ts";
import { failuresOf } from "../../../model/slices.ts";
import { type Selector, selectorKey } from "./select.ts";

/** Increments are one minute apart. */
export const incrementSeconds = 60;

const rateWindow = (scrape: number): number => Math.max(incrementSeconds + scrape, 3 * scrape);

/** Increments in which one event shows. */
export const incrementsOfEvent = ({ scrape }: Source): number => Math.ceil((rateWindow(scrape) - scrape) / incrementSeconds);

/** One thing that is seen of series at each moment of a grid, all of them put together. */
export type QueryWindow = RateWindow | InstantWindow;
export interface RateWindow {
  readonly kind: "rate";
  readonly of: Selector;
  readonly by: readonly string[];
  /** seconds */
  readonly window: number;
}
/** A bound, and on which side of it a value is beyond. */
export interface Beyond {
  readonly compare: "above" | "below";
  readonly bound: number;
}
export interface InstantWindow {
  readonly kind: "instant";
  readonly of: Selector;
  readonly across: Across | "count";
  /** 1 of a value beyond it, else 0, in place of the value */
  readonly beyond?: Beyond;
  readonly by: readonly string[];
  /** seconds between two moments */
  readonly step: number;
}

/** What a signal reads: its increments (not of a gauge), its value, and the series without which it sees nothing. */
export interface Reading {
  readonly total?: QueryWindow;
  /** of an objective on a quantile: the buckets of its bounds; of a share of another gauge: both */
  readonly bad: readonly QueryWindow[];
  readonly value?: InstantWindow;
  /** what a value is divided by */
  readonly whole?: InstantWindow;
  readonly presence: InstantWindow;
}

/** Signals that mean the same read the same, whatever their ids are. */
export function readingOf(signal: Signal): Reading {
  const presence = instant(presenceOf(signal), "count", signal.from.evaluate);
  switch (signal.kind) {
    case "value": {
      const of = { name: signal.metric.name, where: [signal.where] };
      const value = (selector: Selector) => instant(selector, signal.across, signal.from.evaluate, signal.by);
      return { bad: [], value: value(of), ...(signal.outOf && { whole: value(selectorOf(signal.outOf)) }), presence };
    }
    case "age": {
      // Of a counter its increases would have to be known far back: its age is not replayed.
      if (signal.metric.kind === "counter") return { bad: [], presence };
      const of = { name: signal.metric.name, where: [signal.where] };
      return { bad: [], value: instant(of, "max", signal.from.evaluate, signal.by), presence };
    }
    case "count":
      return { total: rateOf(signal, totalOf(signal.metric, signal.where)), bad: [], presence };
    case "slices":
      return { ...slices(signal), presence };
    case "events":
      return { total: rateOf(signal, totalOf(signal.metric, signal.where)), bad: [rateOf(signal, badOf(signal))], presence };
  }
}

/** One text for all query windows of the same. */
export function windowKey(queryWindow: QueryWindow): string {
  const of = selectorKey(queryWindow.of);
  return queryWindow.kind === "rate"
    ? `rate${queryWindow.by.length > 0 ? ` by ${queryWindow.by.join()}` : ""} ${of} ${queryWindow.window}`
    : `${queryWindow.across}${beyondKey(queryWindow.beyond)} by ${queryWindow.by.join()} ${of} ${queryWindow.step}`;
}

export const beyondKey = (beyond: Beyond | undefined): string => (beyond ? ` ${beyond.compare} ${beyond.bound}` : "");

const selectorOf = ({ metric, where }: Whole): Selector => ({ name: metric.name, where: [where] });

function rateOf(signal: Signal, of: Selector): RateWindow {
  return { kind: "rate", of, by: labelsBy(signal), window: rateWindow(signal.from.scrape) };
}

function instant(of: Selector, across: Across | "count", step: number, by: readonly string[] = []): InstantWindow {
  return { kind: "instant", of, across, by, step };
}

function slices(signal: SlicesSignal): Pick<Reading, "total" | "bad"> {
  const { metric, measure, good, where } = signal;
  if ("across" in measure) {
    const of = { name: metric.name, where: [where] };
    const minutes = (selector: Selector, across: Across | "count") => instant(selector, across, incrementSeconds, labelsBy(signal));
    const whole = measure.outOf ? [minutes(selectorOf(measure.outOf), measure.across)] : [];
    return { total: minutes(of, "count"), bad: [minutes(of, measure.across), ...whole] };
  }
  if ("failed" in measure) {
    return { total: rateOf(signal, totalOf(metric, where)), bad: [rateOf(signal, badOf(failuresOf(signal, measure)))] };
  }
  if ("each" in measure) {
    const of = { name: metric.name, where: [where] };
    const by = labelsBy(signal);
    const outside = (compare: Beyond["compare"], bound: Fraction | undefined): InstantWindow[] =>
      bound ? [{ ...instant(of, "sum", incrementSeconds, by), beyond: { compare, bound: Number(decimal(bound)) } }] : [];
    return { total: instant(of, "count", incrementSeconds, by), bad: [...outside("above", good.under), ...outside("below", good.over)] };
  }
  const bounds = [good.under, good.over].filter((bound) => bound !== undefined);
  return {
    total: rateOf(signal, totalOf(metric, where)),
    bad: bounds.map((bound) => rateOf(signal, bucketOf(metric, where, bound))),
  };
}

/** Of a bound the bucket that ends there, of good events themselves: if they are good, they are taken from the total. */
function badOf({ metric, where, bad }: EventsSignal): Selector {
  if ("raw" in bad) throw new Error("a raw query is not replayed");
  const bound = boundOf(bad);
  if (bound) return bucketOf(metric, where, bound);
  if ("metric" in bad) return totalOf(bad.metric, bad.where);
  if ("good" in bad) return totalOf(bad.good, bad.where);
  return totalOf(metric, where, "filter" in bad ? bad.filter : "allBut" in bad ? bad.allBut : {});
}

const totalOf = (metric: Metric, ...where: Matchers[]): Selector => ({
  name: metric.kind === "histogram" ? `${metric.name}_count` : metric.name,
  where,
});

/** For latency the bucket itself, which a changed bound would remove. */
function presenceOf(signal: Signal): Selector {
  const bound = watchedBound(signal);
  return bound ? bucketOf(signal.metric, signal.where, bound) : { name: totalOf(signal.metric).name, where: [signal.where] };
}

const bucketOf = ({ name }: Metric, where: Matchers, bound: Fraction): Selector => ({
  name: `${name}_bucket`,
  where: [where, { le: { anyOf: boundSpellings(bound) } }],
});
