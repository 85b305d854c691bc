import type { Measure } from "../model/measure.ts";
import type { JourneyBudget, Source } from "../model/resolved.ts";

export function firstOf({ of: [first] }: JourneyBudget): JourneyBudget["of"][number] {
  if (!first) throw new Error("a budget of no SLO");
  return first;
}

/** The source whose figures a measure shows. */
export function sourceOf(measure: Measure): Source {
  switch (measure.kind) {
    case "share":
      return measure.signal.from;
    case "sli":
    case "budget-left":
    case "burn-rate":
      return measure.slo.signal.from;
    case "budget":
      // They are in one source.
      return sourceOf({ kind: "budget-left", slo: firstOf(measure).slo });
    case "rate":
    case "count":
    case "quantile":
    case "value":
    case "age":
      return measure.metric.from;
  }
}
