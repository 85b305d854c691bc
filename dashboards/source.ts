import type { Measure } from "../model/measure.ts";
import type { Source } from "../model/resolved.ts";

/** Kinds of source whose figures a dashboard can show: the others count log lines and errors where they are read. */
const shown: ReadonlySet<Source["kind"]> = new Set(["prometheus", "datadog", "newrelic"]);

export function isShown(source: Source): boolean {
  return shown.has(source.kind);
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
    default:
      return measure.metric.from;
  }
}
