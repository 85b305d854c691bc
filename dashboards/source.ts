import type { Measure } from "../model/measure.ts";
import type { Source } from "../model/resolved.ts";

/** The source whose figures a measure shows. */
export function sourceOf(measure: Measure): Source {
  switch (measure.kind) {
    case "share":
      return measure.signal.from;
    case "sli":
    case "budget-left":
    case "burn-rate":
      return measure.slo.signal.from;
    case "rate":
    case "count":
    case "quantile":
    case "value":
    case "age":
      return measure.metric.from;
  }
}
