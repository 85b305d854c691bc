import Fraction from "fraction.js";
import { decimal, parseValue, QuantityError } from "../quantity.ts";
import type { Across } from "../resolved.ts";
import type { MetricEntry } from "../schema/metric.ts";

/** Least and greatest value that data can have which keep their contract; absent where nothing bounds them. */
export interface Bounds {
  readonly least?: Fraction;
  readonly greatest?: Fraction;
}

/** A percentage lies between 0 and 100, a ratio between 0 and 1, unless the metric says otherwise. */
const greatestOfUnit = { percent: new Fraction(100), ratio: new Fraction(1) } as const;

/** Bounds of one number made of all series of a gauge. */
export function boundsOf(metric: MetricEntry, across: Across): Bounds {
  const { least, greatest } = boundsOfSeries(metric);
  if (across !== "sum") return { ...(least ? { least } : {}), ...(greatest ? { greatest } : {}) };
  // A sum grows with the number of series; it is at least one of them where none is negative.
  return least && least.compare(0) >= 0 ? { least } : {};
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
  if (unit === "percent" || unit === "ratio") return { least: new Fraction(0), greatest: greatestOfUnit[unit] };
  return unit === "bytes" || unit === "s" || unit === "ms" ? { least: new Fraction(0) } : {};
}

/** Whether a comparison is never or always true of values within bounds. */
export function reach(
  compare: "above" | "below",
  threshold: Fraction,
  { least, greatest }: Bounds,
): { readonly code: "cannot-fire" | "always-fires"; readonly what: string } | undefined {
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
