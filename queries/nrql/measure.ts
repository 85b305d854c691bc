import { aggregatedUnit } from "../../model/compared.ts";
import type { Measure } from "../../model/measure.ts";
import { decimal } from "../../model/quantity.ts";
import type { Metric, ValueSignal } from "../../model/resolved.ts";
import { isEach } from "../../model/slices.ts";
import { noQuotient, noWindow } from "./condition.ts";
import { Inexpressible } from "./inexpressible.ts";
import { badPredicate, measuredIn, placeOf, query } from "./source.ts";

/**
 * What a widget shows, without its time. Shares, and metrics that are ratios, come in percent: so New Relic shows them.
 *
 * @throws Inexpressible for the figures of an SLO, and for sums of gauges
 */
export function measureQuery(measure: Measure): string {
  switch (measure.kind) {
    case "rate":
      return query("rate(count(*), 1 second)", placeOf(measure.metric), measure.metric.where, measure.by);
    case "count": {
      const { metric, over, by } = measure;
      return query(`rate(count(*), ${over} seconds)`, placeOf(metric), metric.where, by);
    }
    case "share": {
      const { signal, by } = measure;
      if (isEach(signal)) throw new Inexpressible(`NRQL cannot count the series of ${signal.metric.name} that are out of bounds`);
      return query(`percentage(count(*), WHERE ${badPredicate(signal)})`, placeOf(signal.metric), signal.where, by);
    }
    case "quantile":
      return valued(measure.metric, (attribute) => `percentile(${attribute}, ${decimal(measure.quantile.mul(100))})`, measure.by);
    case "value":
      if (measure.outOf) throw new Inexpressible(noQuotient);
      if (measure.window) throw new Inexpressible(noWindow);
      return valued(
        measure.metric,
        (attribute) => `${functionOf(measure.across)}(${attribute})`,
        measure.by,
        aggregatedUnit(measure.metric.unit, measure.across),
      );
    case "age":
      throw new Inexpressible("no query of New Relic subtracts from the time of each point; show the value of the metric");
    case "sli":
    case "budget-left":
    case "burn-rate":
    case "budget":
      throw new Inexpressible("New Relic holds no SLO of this catalog");
  }
}

function valued(metric: Metric, select: (attribute: string) => string, by: readonly string[], unit = metric.unit): string {
  const place = measuredIn(metric);
  const selected = select(place.attribute);
  return query(unit === "ratio" ? `${selected} * 100` : selected, place, metric.where, by);
}

function functionOf(across: ValueSignal["across"]): string {
  if (across === "sum") throw new Inexpressible("a sum would grow with how often each instance reports; show max, min or avg");
  return across === "avg" ? "average" : across;
}
