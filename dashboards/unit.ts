import { comparedUnit } from "../model/compared.ts";
import type { Measure } from "../model/measure.ts";
import type { Unit } from "../model/quantity.ts";
import type { PanelUnit } from "./dashboard.ts";

/** A ratio is shown as a percentage, like every share; a metric without unit is a plain number. */
const ofMetric: Readonly<Record<Unit, PanelUnit>> = {
  s: "s",
  ms: "ms",
  timestamp: "count",
  "timestamp-ms": "count",
  bytes: "bytes",
  percent: "percent",
  ratio: "share",
  bool: "count",
};

const panelUnit = (unit: Unit | undefined): PanelUnit => (unit ? ofMetric[unit] : "count");

/** The unit in which a measure comes out of its query. */
export function unitOf(measure: Measure): PanelUnit {
  switch (measure.kind) {
    case "rate":
      return "per-second";
    case "count":
      return "count";
    case "share":
    case "sli":
    case "budget-left":
    case "budget":
      return "share";
    case "burn-rate":
      return "burn-rate";
    case "age":
      return "s";
    case "quantile":
      return panelUnit(measure.metric.unit);
    case "value":
      return panelUnit(comparedUnit(measure));
  }
}
