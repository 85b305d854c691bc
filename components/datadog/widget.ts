import type { DashboardPanel, Line, PanelUnit } from "../../dashboards/dashboard.ts";
import { isGrouped } from "../../model/groups.ts";
import { decimal, exact } from "../../model/quantity.ts";
import type { Slo } from "../../model/resolved.ts";
import { Inexpressible, measureQuery, timeframe, type WidgetMeasure, type WidgetQuery } from "../../queries/datadog.ts";

/** Ids of SLOs at Datadog, by path in the catalog. */
export type SloIds = (slo: Slo) => string;

/** Units as Datadog names them; a fraction is shown as a percentage. None: a plain number. */
const units: Readonly<Record<PanelUnit, string | undefined>> = {
  s: "second",
  ms: "millisecond",
  bytes: "byte",
  percent: "percent",
  share: "fraction",
  "per-second": undefined,
  count: undefined,
  "burn-rate": undefined,
};

/** A panel as a widget: what an SLO has kept is the SLO's own widget, all else are formulas of queries. */
export function widget(panel: DashboardPanel, ids: SloIds): object {
  const [first, ...more] = panel.lines.map((line) => ({ line, measure: measureQuery(line.measure) }));
  if (!first) throw new Error(`the panel ${panel.id} has no line`);
  if (first.measure.kind === "slo") {
    if (more.length > 0) throw new Inexpressible("the figure of an SLO has a widget of its own");
    return { definition: sloWidget(panel, first.measure, ids) };
  }
  return { definition: panel.kind === "now" ? figure(panel, ids) : trend(panel, ids) };
}

function sloWidget({ title }: DashboardPanel, { slo, show }: Extract<WidgetMeasure, { kind: "slo" }>, ids: SloIds): object {
  return {
    type: "slo",
    title,
    slo_id: ids(slo),
    view_type: "detail",
    view_mode: isGrouped(slo.signal) ? "both" : "overall",
    time_windows: [timeframe(slo.window)],
    show_error_budget: show === "budget-left",
    global_time_target: "0",
  };
}

function trend(panel: DashboardPanel, ids: SloIds): object {
  const requests = panel.lines.map((line) => ({ ...request(line, panel, ids), response_format: "timeseries", display_type: "line" }));
  return { type: "timeseries", title: panel.title, show_legend: true, requests, markers: markers(panel) };
}

function figure(panel: DashboardPanel, ids: SloIds): object {
  const requests = panel.lines.map((line) => ({ ...request(line, panel, ids), response_format: "scalar" }));
  return { type: "query_value", title: panel.title, autoscale: true, precision: 3, requests };
}

/** The lines of warning, drawn where the alerts or the SLO have them. */
function markers({ thresholds }: DashboardPanel): object[] {
  return thresholds.map(({ at, bad }) => ({ value: `y = ${decimal(exact(at))}`, display_type: "error dashed", label: `bad ${bad}` }));
}

function request(line: Line, { unit, kind }: DashboardPanel, ids: SloIds): object {
  const measure = measureQuery(line.measure);
  if (measure.kind === "slo") throw new Inexpressible("the figure of an SLO has a widget of its own");
  const name = units[unit];
  const format = name === undefined ? {} : { number_format: { unit: { type: "canonical_unit", unit_name: name } } };
  const queries = measure.queries.map((query) => widgetQuery(query, kind, ids));
  return { queries, formulas: [{ formula: measure.formula, alias: line.legend, ...format }] };
}

function widgetQuery(query: WidgetQuery, kind: DashboardPanel["kind"], ids: SloIds): object {
  if ("slo" in query) {
    const { slo, measure, name } = query;
    return { data_source: "slo", name, slo_id: ids(slo), measure, slo_query_type: "time_slice", group_mode: "overall" };
  }
  return { data_source: "metrics", name: query.name, query: query.query, ...(kind === "now" && { aggregator: "last" }) };
}
