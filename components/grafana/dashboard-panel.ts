import { createHash } from "node:crypto";
import type * as cog from "@grafana/grafana-foundation-sdk/cog";
import * as common from "@grafana/grafana-foundation-sdk/common";
import * as dashboard from "@grafana/grafana-foundation-sdk/dashboard";
import * as prometheus from "@grafana/grafana-foundation-sdk/prometheus";
import * as stat from "@grafana/grafana-foundation-sdk/stat";
import * as timeseries from "@grafana/grafana-foundation-sdk/timeseries";
import * as units from "@grafana/grafana-foundation-sdk/units";
import type { DashboardPanel, Line, PanelUnit } from "../../dashboards/dashboard.ts";
import { isGrouped, labelsBy } from "../../model/groups.ts";
import { measureQuery } from "../../queries/promql.ts";
import type { Place } from "./dashboard-layout.ts";

/** Units as Grafana's panels name them, and the decimals of a single figure where Grafana would show too few: 99.95 % is not 100 %. */
const panelUnits: Readonly<Record<PanelUnit, { readonly id: string; readonly decimals?: number }>> = {
  s: { id: units.Seconds },
  ms: { id: units.Milliseconds },
  bytes: { id: units.BytesIEC },
  percent: { id: units.Percent },
  share: { id: units.PercentUnit, decimals: 3 },
  "per-second": { id: units.CountsPerSecond },
  count: { id: units.Short },
  "burn-rate": { id: units.NoUnit, decimals: 2 },
};

/**
 * Grafana's number of a panel, from its id in the catalog: alerts point at panels by number, so that one must not move
 * when another panel is added before it. 31 bits: two panels of one dashboard share a number once in millions.
 */
export function panelId(id: string): number {
  return (createHash("sha256").update(id).digest().readUInt32BE() & 0x7fffffff) + 1;
}

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
    .unit(unit.id)
    .thresholds(thresholds(panel))
    .targets(panel.lines.map((line, index) => target(line, index, panel.kind, ref)));
  if (panel.description !== undefined) builder.description(panel.description);
  if (panel.kind === "now" && unit.decimals !== undefined) builder.decimals(unit.decimals);
  return builder;
}

/** One figure, as it is at this moment: a window of 30 days is read once, not once a pixel. */
function now(): stat.PanelBuilder {
  return new stat.PanelBuilder()
    .colorMode(common.BigValueColorMode.Background)
    .graphMode(common.BigValueGraphMode.None)
    .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(["lastNotNull"]))
    .noValue("no data");
}

function trend(panel: DashboardPanel): timeseries.PanelBuilder {
  const line = panel.thresholds.length > 0 ? common.GraphThresholdsStyleMode.Dashed : common.GraphThresholdsStyleMode.Off;
  return new timeseries.PanelBuilder()
    .legend(new common.VizLegendOptionsBuilder().showLegend(true).placement(common.LegendPlacement.Bottom))
    .tooltip(new common.VizTooltipOptionsBuilder().mode(common.TooltipDisplayMode.Multi).sort(common.SortOrder.Descending))
    .thresholdsStyle(new common.GraphThresholdsStyleConfigBuilder().mode(line))
    .axisSoftMin(0);
}

/** Green where no line is crossed, red where all are, orange between. */
function thresholds({ thresholds: lines }: DashboardPanel): dashboard.ThresholdsConfigBuilder {
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
