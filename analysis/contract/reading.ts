import type Fraction from "fraction.js";
import { measuredOf } from "../../model/composite.ts";
import { labelsBy } from "../../model/groups.ts";
import type { Measure } from "../../model/measure.ts";
import type { Condition, Matchers, Metric, Signal, SlicesSignal, Whole } from "../../model/resolved.ts";
import { failuresOf } from "../../model/slices.ts";

/** What a reader needs of a metric: the part that must exist. */
export interface Reading {
  readonly metric: Metric;
  /** selects series that are always there while the application runs */
  readonly selects: Matchers;
  /** selects series that may be missing while all is well: failures, rare events */
  readonly mayFind: Matchers;
  /** labels that split the result */
  readonly by: readonly string[];
  /** upper bounds of a histogram that are asked for by name */
  readonly bounds: readonly Fraction[];
}

const whole = (metric: Metric): Reading => ({ metric, selects: metric.where, mayFind: {}, by: [], bounds: [] });

/** What a signal reads, one metric or two. */
export function readingsOfSignal(signal: Signal): Reading[] {
  return readingsWithin(signal).map((reading) => ({ ...reading, by: labelsBy(signal) }));
}

function readingsWithin(signal: Signal): Reading[] {
  const { metric, where } = signal;
  switch (signal.kind) {
    case "events":
      return readingsOfEvents(signal);
    case "slices":
      if ("failed" in signal.measure) return readingsOfEvents(failuresOf(signal, signal.measure));
      return [
        { ...whole(metric), selects: where, bounds: boundsOf(signal) },
        ...wholeReadings("across" in signal.measure ? signal.measure : {}, []),
      ];
    case "value":
      if (signal.raw) return signal.raw.reads.map(whole);
      return [{ ...whole(metric), selects: where, by: signal.by }, ...wholeReadings(signal, signal.by)];
    case "age":
      return [{ ...whole(metric), selects: where }];
    case "count":
      return [{ ...whole(metric), mayFind: where }];
  }
}

/** The gauge of which another is a share. */
const wholeReadings = ({ outOf }: { readonly outOf?: Whole }, by: readonly string[]): Reading[] =>
  outOf ? [{ ...whole(outOf.metric), selects: outOf.where, by }] : [];

function readingsOfEvents({ metric, where, bad, raw }: Extract<Signal, { kind: "events" }>): Reading[] {
  if ("raw" in bad) return (raw?.reads ?? []).map(whole);
  const total = { ...whole(metric), selects: where };
  if ("overBound" in bad) return [{ ...total, bounds: [bad.overBound] }];
  if ("upToBound" in bad) return [{ ...total, bounds: [bad.upToBound] }];
  if ("filter" in bad) return [{ ...total, mayFind: bad.filter }];
  if ("allBut" in bad) return [{ ...total, mayFind: bad.allBut }];
  if ("good" in bad) return [total, { ...whole(bad.good), selects: bad.where }];
  return [total, { ...whole(bad.metric), mayFind: bad.where }];
}

function boundsOf({ metric, good }: SlicesSignal): Fraction[] {
  if (metric.kind !== "histogram") return [];
  return [good.under, good.over].filter((bound) => bound !== undefined);
}

/** What a leaf of a condition reads. An absent series is asked for as it is selected, whatever of it is bad. */
export function readingsOfLeaf(leaf: Condition): Reading[] {
  if (leaf.kind !== "absent") return measuredOf(leaf.signal).flatMap(readingsOfSignal);
  const { signal } = leaf;
  const readings = readingsOfSignal(signal);
  return readings.slice(0, 1).map((reading) => ({ ...reading, selects: signal.where, mayFind: {}, by: [] }));
}

/** What a line of a panel reads. */
export function readingsOfMeasure(measure: Measure): Reading[] {
  switch (measure.kind) {
    case "count":
      // What is counted over a time is rare, and may have no series while all is well.
      return [{ ...whole(measure.metric), selects: {}, mayFind: measure.metric.where, by: measure.by }];
    case "value":
      if (measure.raw) return measure.raw.reads.map(whole);
      return [{ ...whole(measure.metric), by: measure.by }, ...wholeReadings(measure, measure.by)];
    case "rate":
    case "age":
    case "quantile":
      return [{ ...whole(measure.metric), by: measure.by }];
    case "share":
      return readingsOfSignal(measure.signal).map((reading) => ({ ...reading, by: measure.by }));
    case "budget":
      return measure.of.flatMap(({ slo }) => measuredOf(slo.signal).flatMap(readingsOfSignal));
    case "sli":
    case "budget-left":
    case "burn-rate":
      return measuredOf(measure.slo.signal).flatMap(readingsOfSignal);
  }
}
