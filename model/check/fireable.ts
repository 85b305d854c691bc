import Fraction from "fraction.js";
import { decimal, parseValue, QuantityError, type Unit } from "../quantity.ts";
import { kindAndName } from "../resolve/signals.ts";
import type { Across } from "../resolved.ts";
import type { MetricEntry } from "../schema/metric.ts";

/** Least and greatest value that data can have which keep their contract; absent where nothing bounds them. */
export interface Bounds {
  readonly least?: Fraction;
  readonly greatest?: Fraction;
  /** the value is a moment: the unit of the time since 1970 */
  readonly moment?: "s" | "ms";
}

/** A percentage lies between 0 and 100, a ratio between 0 and 1, a state is one of the two, unless the metric says otherwise. */
const greatestOfUnit = { percent: new Fraction(100), ratio: new Fraction(1), bool: new Fraction(1) } as const;

/** Bounds of one number made of all series of a gauge. */
export function boundsOf(metric: MetricEntry, across: Across | "each"): Bounds {
  const { least, greatest, moment } = boundsOfSeries(metric);
  if (moment) return { moment };
  if (across !== "sum") return { ...(least ? { least } : {}), ...(greatest ? { greatest } : {}) };
  // A sum grows with the number of series; it is at least one of them where none is negative.
  return least && least.compare(0) >= 0 ? { least } : {};
}

/** The same of one that may be a share of another gauge: nothing says that it is a part of it, and at 100 % it ends. */
export function boundsOfValue(
  metric: MetricEntry,
  value: { readonly aggregation: Across | "each"; readonly "out-of"?: unknown; readonly take?: string | undefined },
): Bounds {
  if (value.take === "changes") return { least: new Fraction(0) };
  const bounds = boundsOf(metric, value.aggregation);
  if (value["out-of"] === undefined) return bounds;
  return bounds.least && bounds.least.compare(0) >= 0 ? { least: new Fraction(0) } : {};
}

function boundsOfSeries(metric: MetricEntry): Bounds {
  const { unit } = metric;
  if ("range" in metric && metric.range) {
    try {
      const [least, greatest] = [parseValue(metric.range[0], unit), parseValue(metric.range[1], unit)];
      return least.compare(greatest) < 0 ? { least, greatest } : {};
    } catch (fault) {
      if (fault instanceof QuantityError) return {};
      throw fault;
    }
  }
  const { name } = kindAndName(metric);
  if (flags.has(name)) return { least: new Fraction(0), greatest: new Fraction(1) };
  const moment = momentUnit(name, unit);
  if (moment) return { moment };
  if (unit === "percent" || unit === "ratio" || unit === "bool") return { least: new Fraction(0), greatest: greatestOfUnit[unit] };
  return unit === "bytes" || unit === "s" || unit === "ms" ? { least: new Fraction(0) } : {};
}

/** What collection and exporters write as 0 or 1. */
export const flags: ReadonlySet<string> = new Set(["up", "probe_success"]);

/**
 * A gauge of a moment, by the names that exporters use: the seconds (or milliseconds) from 1970 until something happened or
 * will happen. Its age is not in the series.
 */
function momentUnit(name: string, unit: Unit | undefined): Bounds["moment"] | undefined {
  if (!moments.test(name) || (unit !== undefined && unit !== "s" && unit !== "ms")) return undefined;
  return unit ?? (/_(ms|milliseconds)$/.test(name) ? "ms" : "s");
}
const moments =
  /_timestamp(_seconds|_ms|_milliseconds)?$|_(start|boot)_time_seconds$|^(node|push|push_failure)_time_seconds$|^kube_\w+_created$|_cert_expiry$/;

/** 2001 and 2100 (s since 1970): a moment that anyone asks about lies between, or is 0 where it has never been. */
const [earliest, latest] = [1_000_000_000, 4_102_444_800];

function reachOfMoment(compare: "above" | "below", threshold: Fraction, moment: "s" | "ms"): Reach | undefined {
  const seconds = moment === "s" ? threshold : threshold.div(1000);
  const detail = {
    way: "declare unit: timestamp at the metric, and ask for its age: a signal of kind age with the condition older-than, such as older-than: 26h",
  };
  const what = `the value is a Unix timestamp in ${moment}, not an age`;
  if (compare === "above" && seconds.compare(latest) < 0) return { code: "always-fires", what: `${what}; it never decreases`, detail };
  // Below one second it has never been, which may be asked.
  if (compare === "below" && seconds.compare(1) > 0 && seconds.compare(earliest) < 0)
    return { code: "cannot-fire", what: `${what}; it was last this small in 1970`, detail };
  return undefined;
}

/** What a comparison does on all data that keep their contract. */
export interface Reach {
  readonly code: "cannot-fire" | "always-fires";
  readonly what: string;
  readonly detail?: { readonly way: string };
}

/** Whether a comparison is never or always true of values within bounds. */
export function reach(compare: "above" | "below", threshold: Fraction, { least, greatest, moment }: Bounds): Reach | undefined {
  if (moment) return reachOfMoment(compare, threshold, moment);
  const said = decimal(threshold);
  if (compare === "above") {
    if (greatest && threshold.compare(greatest) >= 0)
      return { code: "cannot-fire", what: `the value is at most ${decimal(greatest)}, never above ${said}` };
    if (least && threshold.compare(least) < 0)
      return { code: "always-fires", what: `the value is at least ${decimal(least)}, always above ${said}` };
    return undefined;
  }
  if (least && threshold.compare(least) <= 0)
    return { code: "cannot-fire", what: `the value is at least ${decimal(least)}, never below ${said}` };
  if (greatest && threshold.compare(greatest) > 0)
    return { code: "always-fires", what: `the value is at most ${decimal(greatest)}, always below ${said}` };
  return undefined;
}
