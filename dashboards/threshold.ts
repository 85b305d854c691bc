import type Fraction from "fraction.js";
import { leavesOf } from "../model/condition.ts";
import type { Condition, Show, Slo } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";
import { type Figure, figuresOf, figuresOfSlo, type Threshold } from "./figure.ts";
import { measureKey } from "./key.ts";

/** What a line may come from: the objectives and the conditions that the alert rules are made of. */
export interface Expectations {
  readonly slos: readonly Slo[];
  readonly conditions: readonly Condition[];
}

/** The conditions that the catalog wrote itself; those of burning budgets have no line in the unit of a metric. */
export function expectationsOf(slos: readonly Slo[], alerts: readonly Alert[]): Expectations {
  return { slos, conditions: alerts.filter((alert) => alert.kind === "threshold").flatMap((alert) => leavesOf(alert.when)) };
}

/**
 * The lines of a panel: where alerts and SLOs on exactly this figure draw them, so that a panel never shows another promise
 * than the ones that are watched. A bound that speaks of another quantile, another selection of series or another kind of
 * figure draws none. On a share, the line of an alert speaks of the moment, and that of a budget stands where no alert does.
 *
 * @param explicit the line that the panel itself asks for, in the unit of what is shown; its bad side is that of what is
 *   watched, else that of the metric
 */
export function thresholdsOf(show: Show, { slos, conditions }: Expectations, explicit?: Fraction): Threshold[] {
  if (show.kind === "budget") return [{ at: explicit?.valueOf() ?? 0, bad: "below" }];
  const lines = (figures: readonly Figure[]) => figures.flatMap((one) => (same(one.show, show) ? one.lines : []));
  const [ofAlerts, ofSlos] = [lines(conditions.flatMap(figuresOf)), lines(slos.flatMap(figuresOfSlo))];
  const derived = show.kind === "share" && ofAlerts.length > 0 ? ofAlerts : [...ofSlos, ...ofAlerts];
  if (explicit !== undefined) return [{ at: explicit.valueOf(), bad: derived[0]?.bad ?? badSide(show) }];
  return derived.filter(({ at, bad }, index) => derived.findIndex((one) => one.at === at && one.bad === bad) === index);
}

/** Labels make other lines of one figure, not another figure: but of a count each label has its own, and is compared by the same. */
function same(watched: Show, shown: Show): boolean {
  if (shown.kind === "count" && shown.by.length > 0 && String(shown.by) !== String(watched.by)) return false;
  return measureKey({ ...watched, by: [] }) === measureKey({ ...shown, by: [] });
}

function badSide(show: Show): Threshold["bad"] {
  return show.kind !== "share" && show.kind !== "budget" && show.metric.better === "more" ? "below" : "above";
}
