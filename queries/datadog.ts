/** Datadog's query languages: the one door to the dialect. */
export { Inexpressible } from "./datadog/inexpressible.ts";
export { measureQuery, type WidgetMeasure, type WidgetQuery } from "./datadog/measure.ts";
export { guardQuery, type MonitorQuery, monitorQuery, shareQuery, silenceQuery } from "./datadog/monitor.ts";
export {
  type Burn,
  budgetSpentQuery,
  burnRateQuery,
  type Indicator,
  indicator,
  longestBurnWindow,
  percentile,
  sliceSeconds,
  timeframe,
} from "./datadog/objective.ts";
export { filter, tag, tagKey } from "./datadog/tag.ts";
