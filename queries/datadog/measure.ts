import Fraction from "fraction.js";
import { single } from "../../model/composite.ts";
import { labelsBy } from "../../model/groups.ts";
import type { Measure } from "../../model/measure.ts";
import { decimal } from "../../model/quantity.ts";
import type { Slo } from "../../model/resolved.ts";
import { isEach } from "../../model/slices.ts";
import { gaugeQueries } from "./gauge.ts";
import { Inexpressible } from "./inexpressible.ts";
import { percentile } from "./objective.ts";
import { badCount, eventsOf, totalCount } from "./series.ts";
import { filter, grouping } from "./tag.ts";

/** A query of a widget: of a metric, or of what Datadog has counted for an SLO. */
export type WidgetQuery =
  | { readonly name: string; readonly query: string }
  | { readonly name: string; readonly slo: Slo; readonly measure: "good_minutes" | "bad_minutes" };

/** What a widget shows: one formula of named queries, or an SLO's own figure over its window. */
export type WidgetMeasure =
  | { readonly kind: "formula"; readonly queries: readonly WidgetQuery[]; readonly formula: string }
  | { readonly kind: "slo"; readonly slo: Slo; readonly show: "sli" | "budget-left" };

/** @throws Inexpressible if a metric is of a kind that Datadog does not have */
export function measureQuery(measure: Measure): WidgetMeasure {
  switch (measure.kind) {
    case "rate":
      return alone(`${eventsOf(measure.metric, measure.metric.where, measure.by)}.as_rate()`);
    case "count":
      return {
        kind: "formula",
        queries: [{ name: "value", query: `${eventsOf(measure.metric, measure.metric.where, measure.by)}.as_count()` }],
        formula: `moving_rollup(default_zero(value), ${measure.over}, 'sum')`,
      };
    case "value":
      return quotient(gaugeQueries({ ...measure, where: measure.metric.where }));
    case "age":
      throw new Inexpressible(`no query of Datadog asks for the time, which the age of ${measure.metric.name} needs; show its value`);
    case "quantile":
      if (measure.metric.kind !== "distribution")
        throw new Inexpressible(`${measure.metric.name} has no quantiles: it is not a distribution`);
      return alone(`${percentile(measure.quantile)}:${measure.metric.name}${filter(measure.metric.where)}${grouping(measure.by)}`);
    case "share":
      if (isEach(measure.signal))
        throw new Inexpressible(`Datadog cannot count the series of ${measure.signal.metric.name} that are out of bounds`);
      return {
        kind: "formula",
        queries: [
          { name: "bad", query: badCount(measure.signal, measure.by) },
          { name: "total", query: totalCount(measure.signal, measure.by) },
        ],
        formula: "default_zero(bad) / total",
      };
    case "budget":
      throw new Inexpressible(
        "Datadog shows the error budget of one SLO; those of several stand beside each other in the overviews of their services",
      );
    case "sli":
    case "budget-left":
      return { kind: "slo", slo: measure.slo, show: measure.kind };
    case "burn-rate":
      return burnRate(measure.slo, measure.over);
  }
}

const alone = (query: string): WidgetMeasure => ({ kind: "formula", queries: [{ name: "value", query }], formula: "value" });

function quotient([value, whole]: ReturnType<typeof gaugeQueries>): WidgetMeasure {
  if (whole === undefined) return alone(value);
  return {
    kind: "formula",
    queries: [
      { name: "value", query: value },
      { name: "whole", query: whole },
    ],
    formula: "value / whole",
  };
}

/** Sums over the last `over` seconds, at every point; minutes of a time slice are counted by the SLO itself. */
function burnRate(slo: Slo, over: number): WidgetMeasure {
  const budget = decimal(new Fraction(1).sub(slo.target));
  const sum = (name: string) => `moving_rollup(default_zero(${name}), ${over}, 'sum')`;
  const signal = single(slo.signal);
  switch (signal.kind) {
    case "events":
      return {
        kind: "formula",
        queries: [
          { name: "bad", query: badCount(signal, labelsBy(signal)) },
          { name: "total", query: totalCount(signal, labelsBy(signal)) },
        ],
        formula: `${sum("bad")} / ${sum("total")} / ${budget}`,
      };
    case "slices":
      return {
        kind: "formula",
        queries: [
          { name: "bad", slo, measure: "bad_minutes" },
          { name: "good", slo, measure: "good_minutes" },
        ],
        formula: `${sum("bad")} / (${sum("bad")} + ${sum("good")}) / ${budget}`,
      };
  }
}
