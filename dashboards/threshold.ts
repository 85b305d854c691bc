import Fraction from "fraction.js";
import { leavesOf } from "../model/condition.ts";
import type { Condition, Metric, Show, Signal, Slo } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";

/** A line in a panel, in the unit of what the panel shows. */
export interface Threshold {
  readonly at: number;
  readonly bad: "above" | "below";
}

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
 * The line of a panel: where an alert or an SLO on exactly this figure draws it, so that a panel never shows another
 * promise than the one that is watched. A bound that speaks of another quantile, another selection of series or another
 * kind of figure draws none.
 *
 * @param explicit the line that the panel itself asks for, in the unit of what is shown; the derived one gives its side
 */
export function thresholdOf(show: Show, expected: Expectations, explicit?: Fraction): Threshold | undefined {
  const derived = derive(show, expected);
  if (explicit === undefined) return derived;
  return { at: explicit.valueOf(), bad: derived?.bad ?? "above" };
}

function derive(show: Show, { slos, conditions }: Expectations): Threshold | undefined {
  switch (show.kind) {
    case "value":
      return first(conditions, (when) =>
        when.kind === "value" && when.signal.across === show.across && reads(when.signal, show.metric)
          ? { at: when.threshold.valueOf(), bad: when.compare }
          : undefined,
      );
    case "rate":
      return first(conditions, (when) =>
        when.kind === "count" && show.by.length === 0 && reads(when.signal, show.metric)
          ? { at: when.threshold.div(when.over).valueOf(), bad: when.compare }
          : undefined,
      );
    case "share":
      return (
        first(conditions, (when) => (when.kind === "bad-share" && when.signal.path === show.signal.path ? above(when.above) : undefined)) ??
        first(slos, (slo) => (slo.signal.path === show.signal.path ? above(budgetOf(slo)) : undefined))
      );
    case "quantile":
      return (
        first(slos, (slo) => boundAt(slo.signal, budgetOf(slo), show.metric, show.quantile)) ??
        first(conditions, (when) => (when.kind === "bad-share" ? boundAt(when.signal, when.above, show.metric, show.quantile) : undefined))
      );
  }
}

/** At most `allowed` of the events above a bound is the same as the quantile `1 - allowed` under the bound. */
function boundAt(signal: Signal, allowed: Fraction, metric: Metric, quantile: Fraction): Threshold | undefined {
  if (!reads(signal, metric)) return undefined;
  if (signal.kind === "events" && "overBound" in signal.bad && new Fraction(1).sub(allowed).equals(quantile))
    return above(signal.bad.overBound);
  if (signal.kind === "slices" && "quantile" in signal.measure && signal.measure.quantile.equals(quantile) && signal.good.under)
    return above(signal.good.under);
  return undefined;
}

const budgetOf = (slo: Slo): Fraction => new Fraction(1).sub(slo.target);
const above = (at: Fraction): Threshold => ({ at: at.valueOf(), bad: "above" });

/** The signal reads the very series that the panel shows: same metric, same selection. */
function reads(signal: Signal, metric: Metric): boolean {
  return signal.metric.name === metric.name && JSON.stringify(signal.where) === JSON.stringify(metric.where);
}

function first<T>(entries: readonly T[], find: (entry: T) => Threshold | undefined): Threshold | undefined {
  for (const entry of entries) {
    const found = find(entry);
    if (found) return found;
  }
  return undefined;
}
