import type Fraction from "fraction.js";
import { parsePart, parseValue, type Unit } from "./quantity.ts";
import type { Across, Condition, CountSignal, SlicesSignal, ValueSignal, ValueWindow } from "./resolved.ts";

/** The unit of an aggregated gauge: of one that is 0 or 1, the average is a share and the sum a number of series. */
export function aggregatedUnit(unit: Unit | undefined, across: Across | "each"): Unit | undefined {
  if (unit !== "bool") return unit;
  if (across === "avg") return "ratio";
  return across === "sum" ? undefined : unit;
}

/** What a gauge becomes before it is compared. */
export type Aggregated = Pick<ValueSignal, "metric" | "across" | "outOf" | "window" | "raw">;

/** The unit in which a signal's value is compared with a threshold. */
export const comparedUnit = ({ metric, across, outOf, window, raw }: Aggregated): Unit | undefined => {
  if (raw) return raw.unit;
  return outOf ? "ratio" : aggregatedUnit(takenUnit(metric.unit, window?.take), across);
};

/** The unit of what is taken of one series over a time: a number of changes has none. */
export function takenUnit(unit: Unit | undefined, take: ValueWindow["take"] | undefined): Unit | undefined {
  if (take === "changes") return undefined;
  return take === "avg" ? aggregatedUnit(unit, "avg") : unit;
}

/** A threshold in that unit; a share of another gauge may be above 100 %. */
export const parseCompared = (written: string | number, of: Aggregated): Fraction =>
  of.outOf ? parsePart(written) : parseValue(written, comparedUnit(of));

/** The unit of what a change begins from: a number of events has none. */
export const baseUnit = (signal: CountSignal | ValueSignal): Unit | undefined =>
  signal.kind === "value" ? comparedUnit(signal) : undefined;

/** The same of the value that makes a minute good or bad; quantiles and failures have units of their own. */
export function boundUnit({ metric, measure }: SlicesSignal): Unit | undefined {
  if ("failed" in measure) return "ratio";
  if ("across" in measure) return comparedUnit({ metric, ...measure });
  return "quantile" in measure ? metric.unit : aggregatedUnit(metric.unit, "each");
}

/**
 * The bound on whose other side a gauge is that is not `is`: it is 0 while it is below 1, and 1 while it is above 0. What
 * is neither, against its contract, is never taken for good.
 */
export const boundOfState = (is: 0 | 1): { readonly compare: "above" | "below"; readonly threshold: 0 | 1 } =>
  is === 0 ? { compare: "below", threshold: 1 } : { compare: "above", threshold: 0 };

/** A value and its threshold. */
export type Level = Pick<Extract<Condition, { kind: "value" }>, "signal" | "compare" | "threshold">;

/** Which state a condition asks for; undefined of a value that is not 0 or 1. */
export function stateOf({ signal, compare }: Level): 0 | 1 | undefined {
  if (comparedUnit(signal) !== "bool") return undefined;
  return compare === "below" ? 0 : 1;
}

const taken = { min: "minimum", max: "maximum", avg: "average", changes: "number of changes" } as const;

/** What is taken of one series over a time, in words. */
export const takeInWords = (take: ValueWindow["take"]): string => taken[take];
