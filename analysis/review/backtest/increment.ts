import { decimal } from "../../../model/quantity.ts";
import type { EventsSignal, FailedShare, Signal, SlicesSignal } from "../../../model/resolved.ts";
import { failuresOf } from "../../../model/slices.ts";
import { incrementSeconds } from "./reading.ts";

/** What is seen at one moment; undefined where there is no series. */
export type Seen = number | undefined;

/**
 * The increment of one minute from what is seen in it: events, and bad ones. The same operations on floats in the same order
 * as the recording rules of the catalog.
 *
 * @param total what {@link Reading.total} sees, @param bad what each of {@link Reading.bad} sees
 */
export function totalIncrement(signal: Signal, total: Seen, bad: readonly Seen[]): Seen {
  if (total === undefined) return undefined;
  switch (signal.kind) {
    case "slices":
      if ("each" in signal.measure) return total;
      if ("across" in signal.measure && signal.measure.outOf) return quotient(bad[0], bad[1]) === undefined ? undefined : 1;
      return Number("failed" in signal.measure ? isEnough(signal.measure, total) : total > 0);
    case "events":
    case "count":
    case "value":
    case "age":
      return perMinute(total);
  }
  return signal satisfies never;
}

export function badIncrement(signal: Signal, total: Seen, bad: readonly Seen[]): Seen {
  switch (signal.kind) {
    case "slices":
      return badSlice(signal, total, bad);
    case "events":
      return badEvents(signal, total, bad);
    case "value":
    case "age":
    case "count":
      return undefined;
  }
  return signal satisfies never;
}

/** A share of what is above 0; of anything else there is none. */
export const quotient = (part: Seen, whole: Seen): Seen =>
  part === undefined || whole === undefined || !(whole > 0) ? undefined : part / whole;

function badEvents(signal: EventsSignal, total: Seen, [seen]: readonly Seen[]): Seen {
  if ("overBound" in signal.bad) {
    return total === undefined || seen === undefined ? undefined : perMinute(Math.max(0, total - seen));
  }
  if ("upToBound" in signal.bad) return seen === undefined ? undefined : perMinute(seen);
  if ("allBut" in signal.bad || "good" in signal.bad) {
    if (total === undefined) return undefined;
    const bad = total - (seen ?? total * 0);
    return perMinute("good" in signal.bad ? bad : Math.max(0, bad));
  }
  if (seen !== undefined) return perMinute(seen);
  return total === undefined ? undefined : perMinute(total * 0);
}

function perMinute(rate: number): number {
  const inverse = 1 / 0.001;
  return Math.floor(rate * incrementSeconds * inverse + 0.5) / inverse;
}

const isEnough = ({ least }: FailedShare, total: number): boolean => (least > 1 ? perMinute(total) >= least : perMinute(total) > 0);

/** 1 in a minute that is out of bounds; at most one of the two comparisons holds. */
function badSlice(signal: SlicesSignal, total: Seen, bad: readonly Seen[]): Seen {
  const { measure, good } = signal;
  const under = good.under && Number(decimal(good.under));
  const over = good.over && Number(decimal(good.over));
  if ("each" in measure) {
    return bad.some((count) => count === undefined) ? undefined : bad.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  }
  if ("across" in measure) {
    const value = measure.outOf ? quotient(bad[0], bad[1]) : bad[0];
    return value === undefined ? undefined : Number(under !== undefined && value > under) + Number(over !== undefined && value < over);
  }
  if ("failed" in measure) {
    const failed = badEvents(failuresOf(signal, measure), total, bad);
    if (failed === undefined || total === undefined || under === undefined) return undefined;
    return Number(failed > under * perMinute(total)) * (measure.least > 1 ? Number(isEnough(measure, total)) : 1);
  }
  const quantile = Number(decimal(measure.quantile));
  const outside = [
    ...(good.under ? [(part: number, all: number) => part < all] : []),
    ...(good.over ? [(part: number, all: number) => part > all] : []),
  ];
  let sum = 0;
  for (const [index, isOutside] of outside.entries()) {
    const part = bad[index];
    if (part === undefined || total === undefined) return undefined;
    sum += Number(isOutside(part, quantile * total));
  }
  return sum;
}
