import type { Resolved } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { replay } from "../review/backtest/evaluate.ts";
import { whyUnplayed } from "../review/backtest/played.ts";
import { type Choice, choose, type Option, optionOf, tooFewSeen } from "./choice.ts";
import { type TuneOptions, usuallyLater } from "./tune.ts";

/** How long the condition of an alert must hold. */
export interface Pending {
  /** seconds */
  readonly for: number;
}

export interface TunedAlert extends Choice<Pending> {
  readonly alert: Alert;
}

export interface UntunedAlert {
  readonly alert: Alert;
  readonly why: string;
}

/** Parts of the present pending period; without one, seconds. */
const factors = [0, 1 / 4, 1 / 2, 3 / 2, 2, 3, 4];
const firstTried = [60, 120, 300, 600];

/** The alerts of services that page; those of SLOs have no pending period. */
export const pagingIn = (resolved: Resolved): Alert[] =>
  alertsOf(resolved).filter(({ kind, route }) => kind === "threshold" && route.kind === "page");

/**
 * Proposes for each alert the pending period with which it calls somebody least often outside of incidents. A longer one makes every page
 * later by as much, so `later` bounds the median as well: it sees every incident that the present one sees, and no page but one in ten
 * comes later than that. It is chosen on the first half of the history, and confirmed on the second.
 */
export function tunePending(alerts: readonly Alert[], options: TuneOptions): (TunedAlert | UntunedAlert)[] {
  return alerts.map((alert) => {
    const why = whyUnplayed(alert, options.unread);
    return why === undefined ? tuned(alert, options) : { alert, why };
  });
}

function tuned(alert: Alert, { recorded, span, incidents, pagesAWeek, later = usuallyLater }: TuneOptions): TunedAlert | UntunedAlert {
  const own = incidents.filter(({ services }) => services.includes(alert.service?.path ?? ""));
  const replayed = (watching: Pending): Option<Pending> => optionOf(watching, replay({ ...alert, ...watching }, recorded), own, span);
  const present = replayed({ for: alert.for });
  const why = tooFewSeen(present);
  if (why !== undefined) return { alert, why };
  const options = [present, ...periodsFor(alert).map((seconds) => replayed({ for: seconds }))];
  return { alert, ...choose({ present, distance: distanceOf, later, usually: later, pagesAWeek }, options) };
}

/** Other pending periods to try, in seconds: whole minutes, and evaluations. */
export function periodsFor({ for: held, evaluator: { evaluate } }: Pick<Alert, "for" | "evaluator">): number[] {
  const step = Math.ceil(60 / evaluate) * evaluate;
  const periods = held === 0 ? firstTried : factors.map((factor) => factor * held);
  return [...new Set(periods.map((seconds) => Math.ceil(seconds / step) * step))].filter((seconds) => seconds !== held);
}

/** Steps of a factor of two; the first minutes are one. */
function distanceOf(one: Pending, other: Pending): number {
  const [a, b] = [one, other].map(({ for: held }) => Math.max(60, held)) as [number, number];
  return Math.abs(Math.log2(a / b));
}
