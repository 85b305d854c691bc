import type Fraction from "fraction.js";
import type { Alert } from "../../monitors/alert.ts";
import { timeUntil } from "../../monitors/detection.ts";
import { waysOf } from "../../monitors/shares.ts";
import { undetectedOf } from "../../monitors/undetected.ts";

/**
 * Seconds from the beginning of a constant bad share until the alert fires, `for` included; undefined: never. Before it:
 * clean, even traffic. Of a ticket that is silent under its page, the ticket itself; of a `slices` signal the share is that
 * of bad minutes. Of windows beyond three days: at the latest, in full hours. Values, counts, absence and probes are not fired by a share
 * of failures, however high: undefined (`readsShare` distinguishes them from a share that is too low).
 *
 * @param rate from 0 to 1
 * @param hourly events an hour; absent: so many that neither a guard nor a single failure matters
 * @throws RangeError for a rate that there cannot be
 */
export function timeToDetect(alert: Alert, rate: Fraction, hourly?: Fraction): number | undefined {
  return timeUntil(alert, rate, hourly);
}

/**
 * The highest constant bad share that never fires the alert, exactly; undefined: it reads no share. Whether that share
 * itself is seen (a tier counts its threshold) is told by `timeToDetect`: it is exact there as well.
 */
export function highestUnseen(alert: Alert, hourly?: Fraction): Fraction | undefined {
  return undetectedOf(alert, hourly)?.rate;
}

/** Whether a share of failures is what fires it. */
export function readsShare({ when }: Alert): boolean {
  return waysOf(when).length > 0;
}

/** The shares at which the answer changes, ascending, each once. */
export function thresholdsOf({ when }: Alert): Fraction[] {
  const all = waysOf(when).flatMap((way) => way.map(({ above }) => above));
  return [...new Map(all.map((above) => [above.toFraction(), above])).values()].sort((a, b) => a.compare(b));
}
