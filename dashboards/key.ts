import { logicalName } from "../model/ids.ts";
import type { Measure } from "../model/measure.ts";
import type { Metric, Whole } from "../model/resolved.ts";

/** Two measures with the same key show the same figure. Labels of `by` count: they make other lines. */
export function measureKey(measure: Measure): string {
  switch (measure.kind) {
    case "rate":
      return logicalName("rate", seriesKey(measure.metric), ...measure.by);
    case "count":
      return logicalName("count", seriesKey(measure.metric), String(measure.over), ...measure.by);
    case "share":
      return logicalName("share", measure.signal.path, ...measure.by);
    case "quantile":
      return logicalName("quantile", seriesKey(measure.metric), measure.quantile.toFraction(), ...measure.by);
    case "value":
      if (measure.raw) return logicalName("raw", JSON.stringify([measure.raw.query, measure.raw.reads.map(seriesKey)]));
      return logicalName(
        "value",
        seriesKey(measure.metric),
        measure.across,
        ...measure.by,
        ...(measure.outOf ? [wholeKey(measure.outOf)] : []),
        ...(measure.window ? [measure.window.take, String(measure.window.over)] : []),
      );
    case "age":
      return logicalName("age", seriesKey(measure.metric), ...measure.by);
    case "budget":
      return logicalName("budget", measure.join, ...measure.of.flatMap(({ slo, weight }) => [slo.path, weight.toFraction()]));
    case "burn-rate":
      return logicalName(measure.kind, measure.slo.path, String(measure.over));
    case "sli":
    case "budget-left":
      return logicalName(measure.kind, measure.slo.path);
  }
}

const wholeKey = ({ metric, where }: Whole): string => `out of ${seriesKey({ ...metric, where })}`;
const seriesKey = (metric: Metric): string => `${metric.name}${JSON.stringify(metric.where)}`;
