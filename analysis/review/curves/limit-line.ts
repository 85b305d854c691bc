import type Fraction from "fraction.js";
import type { Alert } from "../../../monitors/alert.ts";
import { limitOn, ratesOf } from "./detection-times.ts";

interface Point {
  readonly rate: number;
  readonly seconds?: number | null;
}

/**
 * How soon the soonest possible alert would notify, as far up as any of the others goes: towards what is allowed it takes forever.
 *
 * @param hourly events an hour
 * @param others lines in the same picture
 * @returns ascending by share; empty where no objective is watched
 */
export function limitPoints(alerts: readonly Alert[], hourly: Fraction, others: readonly { readonly points: readonly Point[] }[]): Point[] {
  const latest = Math.max(...others.flatMap(({ points }) => points.map(({ seconds }) => seconds ?? 0)));
  const points = ratesOf(alerts).map((share): Point => {
    const [rate, seconds] = [share.valueOf(), limitOn(alerts, share, hourly)];
    return seconds === undefined || seconds > latest ? { rate } : { rate, seconds };
  });
  return points.some(({ seconds }) => seconds) ? points : [];
}
