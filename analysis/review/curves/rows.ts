import { isDeepStrictEqual } from "node:util";
import Fraction from "fraction.js";
import type { Alert } from "../../../monitors/alert.ts";
import { percent } from "../../../monitors/burn-rate.ts";
import { type DetectionTimes, detectionTimesOf, distinct, endsOf, limitOn } from "./detection-times.ts";

/** Who is notified of one share of failures, and when. */
export interface Row {
  /** as text, for example `0.6%` */
  readonly share: string;
  readonly before: DetectionTimes;
  readonly after: DetectionTimes;
  /** an objective on the signal allows that much: no failure that anyone must hear of */
  readonly allowed: { readonly before: boolean; readonly after: boolean };
  /** seconds until the soonest possible alert on the objective after the change, where the traffic is known */
  readonly limit?: number;
}

/** Shares of failures that people think in, up to all. */
export const round = ["0.001", "0.002", "0.005", "0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1"].map((share) => new Fraction(share));
const all = new Fraction(1);

/**
 * The shares that tell most: round ones and ends of what is detected whose notification changes, those just beside
 * them, and a total outage. None where all is as before.
 *
 * @param hourly events an hour; absent: plenty
 */
export function rowsOf(before: readonly Alert[], after: readonly Alert[], hourly?: Fraction): Row[] {
  const rates = tellingRates(before, after, hourly);
  const rows = rates.map((rate) => ({
    rate,
    before: detectionTimesOf(before, rate, hourly),
    after: detectionTimesOf(after, rate, hourly),
  }));
  const isOther = (index: number): boolean => {
    const row = rows[index];
    return row !== undefined && !isDeepStrictEqual(row.before, row.after);
  };
  if (!rows.some((_, index) => isOther(index))) return [];
  return rows
    .filter(({ rate }, index) => [index - 1, index, index + 1].some(isOther) || rate.equals(all))
    .map(({ rate, ...detected }) => {
      const limit = hourly && limitOn(after, rate, hourly);
      return {
        share: percent(rate),
        ...detected,
        allowed: { before: isAllowed(before, rate), after: isAllowed(after, rate) },
        ...(limit !== undefined && { limit }),
      };
    });
}

/** Whether an objective of one of the alerts allows that share of failures. */
export const isAllowed = (alerts: readonly Alert[], rate: Fraction): boolean =>
  alerts.some(({ slo }) => slo !== undefined && rate.add(slo.target).compare(1) <= 0);

function tellingRates(before: readonly Alert[], after: readonly Alert[], hourly: Fraction | undefined): Fraction[] {
  const [old, now] = [endsOf(before, hourly), endsOf(after, hourly)];
  // What both have in common is no end of what changes.
  const moved = [...without(old, now), ...without(now, old)].filter((rate) => rate.compare(0) > 0);
  const turns = distinct([...round, ...moved]);
  const between = distinct(moved).flatMap((rate, index, ends) => {
    const next = ends[index + 1];
    const isEmpty = next && !round.some((one) => one.compare(rate) > 0 && one.compare(next) < 0);
    return isEmpty ? [roundBetween(rate, next)] : [];
  });
  return distinct([...turns, ...between]);
}

/** With as few digits as leave it between the two. */
function roundBetween(low: Fraction, high: Fraction): Fraction {
  const middle = low.add(high).div(2);
  const short = new Fraction(middle.valueOf().toPrecision(2));
  return short.compare(low) > 0 && short.compare(high) < 0 ? short : middle;
}

const without = (rates: readonly Fraction[], others: readonly Fraction[]): Fraction[] =>
  rates.filter((rate) => !others.some((other) => other.equals(rate)));
