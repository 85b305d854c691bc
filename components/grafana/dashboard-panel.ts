import type * as cog from "@grafana/grafana-foundation-sdk/cog";
import type * as common from "@grafana/grafana-foundation-sdk/common";
import type * as dashboard from "@grafana/grafana-foundation-sdk/dashboard";
import type * as prometheus from "@grafana/grafana-foundation-sdk/prometheus";
import type * as stat from "@grafana/grafana-foundation-sdk/stat";
import type * as timeseries from "@grafana/grafana-foundation-sdk/timeseries";
import type * as units from "@grafana/grafana-foundation-sdk/units";
import type { DashboardPanel, Line, PanelUnit } from "../../dashboards/dashboard.ts";
import { isGrouped, labelsBy } from "../../model/groups.ts";
import { measureQuery } from "../../queries/promql.ts";
import { builders } from "./dashboard-builders.ts";
import type { Place } from "./dashboard-layout.ts";
import { panelId } from "./panel-id.ts";

/** Units as Grafana's panels name them, and the decimals of a single figure where Grafana would show too few: 99.95 % is not 100 %. */
const panelUnits: Readonly<Record<PanelUnit, { readonly name: Exclude<keyof typeof units, "default">; readonly decimals?: number }>> = {
  s: { name: "Seconds" },
  ms: { name: "Milliseconds" },
  bytes: { name: "BytesIEC" },
  percent: { name: "Percent" },
  share: { name: "PercentUnit", decimals: 3 },
  "per-second": { name: "CountsPerSecond" },
  count: { name: "Short" },
  "burn-rate": { name: "NoUnit", decimals: 2 },
};

/** @param datasource uid of the data source that all lines read */
export function panelBuilder(panel: DashboardPanel, place: Place, datasource: string): cog.Builder<dashboard.Panel> {
  const ref = { type: "prometheus", uid: datasource };
  const builder = panel.kind === "now" ? now() : trend(panel);
  const unit = panelUnits[panel.unit];
  builder
    .id(panelId(panel.id))
    .title(panel.title)
    .gridPos({ ...place })
    .datasource(ref)
    .unit(builders().units[unit.name])
    .thresholds(thresholds(panel))
    .targets(panel.lines.map((line, index) => target(line, index, panel.kind, ref)));
  if (panel.description !== undefined) builder.description(panel.description);
  if (panel.kind === "now" && unit.decimals !== undefined) builder.decimals(unit.decimals);
  return builder;
}

/** One figure, as it is at this moment: a window of 30 days is read once, not once a pixel. */
function now(): stat.PanelBuilder {
  const { common, stat } = builders();
  return new stat.PanelBuilder()
    .colorMode(common.BigValueColorMode.Background)
    .graphMode(common.BigValueGraphMode.None)
    .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(["lastNotNull"]))
    .noValue("no data");
}

function trend(panel: DashboardPanel): timeseries.PanelBuilder {
  const { common, timeseries } = builders();
  const line = panel.thresholds.length > 0 ? common.GraphThresholdsStyleMode.Dashed : common.GraphThresholdsStyleMode.Off;
  return new timeseries.PanelBuilder()
    .legend(new common.VizLegendOptionsBuilder().showLegend(true).placement(common.LegendPlacement.Bottom))
    .tooltip(new common.VizTooltipOptionsBuilder().mode(common.TooltipDisplayMode.Multi).sort(common.SortOrder.Descending))
    .thresholdsStyle(new common.GraphThresholdsStyleConfigBuilder().mode(line))
    .axisSoftMin(0);
}

/** Green where no line is crossed, red where all are, orange between. */
function thresholds({ thresholds: lines }: DashboardPanel): dashboard.ThresholdsConfigBuilder {
  const { dashboard } = builders();
  const colorFrom = (from: number) => {
    const crossed = lines.filter(({ at, bad }) => (bad === "above" ? from >= at : from < at)).length;
    return crossed === 0 ? "green" : crossed === lines.length ? "red" : "orange";
  };
  const ats = [...new Set(lines.map(({ at }) => at))].sort((a, b) => a - b);
  const base = { color: colorFrom(Number.NEGATIVE_INFINITY), value: null };
  const steps = [base, ...ats.map((at) => ({ color: colorFrom(at), value: at }))];
  return new dashboard.ThresholdsConfigBuilder().mode(dashboard.ThresholdsMode.Absolute).steps(steps);
}

function target(line: Line, index: number, kind: DashboardPanel["kind"], ref: common.DataSourceRef): prometheus.DataqueryBuilder {
  const { prometheus } = builders();
  const query = new prometheus.DataqueryBuilder()
    .refId(String.fromCharCode("A".charCodeAt(0) + index))
    .datasource(ref)
    .editorMode(prometheus.QueryEditorMode.Code)
    .expr(measureQuery(line.measure))
    .legendFormat(legend(line));
  return kind === "now" ? query.instant() : query.range();
}

/** Lines grouped by a label are named after it; `{{…}}` is Grafana's placeholder. */
function legend({ measure, legend: text }: Line): string {
  const by = (labels: readonly string[]) => labels.map((label) => `{{${label}}}`).join(" ");
  // Of one SLO there are several figures: which group it is, and which figure.
  if ("slo" in measure) return isGrouped(measure.slo.signal) ? `${by(labelsBy(measure.slo.signal))} ${text}` : text;
  return measure.by.length > 0 ? by(measure.by) : text;
}
