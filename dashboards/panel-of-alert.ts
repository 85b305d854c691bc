import { leavesOf, signalsOf } from "../model/condition.ts";
import type { Measure } from "../model/measure.ts";
import type { Metric } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";
import { type DashboardPanel, type DashboardSpec, panelsIn } from "./dashboard.ts";
import { type Figure, figuresOf } from "./figure.ts";
import { measureKey } from "./key.ts";

/** Where a person looks first when an alert fires. */
export interface Spot {
  readonly dashboard: DashboardSpec;
  readonly panel: DashboardPanel;
}

/** The panel of the service's overview that shows the alert's figure and line; undefined for an alert without a service. */
export function panelOfAlert(alert: Alert, dashboards: readonly DashboardSpec[]): Spot | undefined {
  return panelsOfAlerts(dashboards)(alert);
}

/** The same for many alerts: the overviews are searched through once. */
export function panelsOfAlerts(dashboards: readonly DashboardSpec[]): (alert: Alert) => Spot | undefined {
  const overviews = Map.groupBy(dashboards, ({ service }) => service?.path);
  return (alert) => {
    const [overview] = alert.service ? (overviews.get(alert.service.path) ?? []) : [];
    return overview && panelIn(overview, alert);
  };
}

function panelIn(dashboard: DashboardSpec, alert: Alert): Spot | undefined {
  const panels = panelsIn(dashboard);
  const figures = alert.kind === "threshold" ? leavesOf(alert.when).flatMap(figuresOf) : [];
  const panel = ranking.map((shows) => panels.find((one) => shows(one, alert, figures))).find((found) => found !== undefined);
  return panel && { dashboard, panel };
}

type Shows = (panel: DashboardPanel, alert: Alert, figures: readonly Figure[]) => boolean;

/** From the closest to the widest: the budget itself, the figure with its line, what the alert misses, its metric. */
const ranking: readonly Shows[] = [
  ({ lines }, alert) =>
    lines.some(({ measure }) => {
      if (alert.kind === "floor") return measure.kind === "sli" && measure.slo.path === alert.entry;
      return measure.kind === "burn-rate" && measure.slo.path === alert.entry;
    }),
  ({ lines, thresholds }, _, figures) =>
    figures.some(
      ({ show, lines: wanted }) =>
        lines.some(({ measure }) => measureKey(measure) === measureKey(show)) &&
        wanted.every(({ at, bad }) => thresholds.some((one) => one.at === at && one.bad === bad)),
    ),
  ({ lines }, alert) =>
    lines.some(({ measure }) => measure.kind === "share" && signalsOf(alert.when).some(({ path }) => measure.signal.path === path)),
  ({ lines }, alert) => lines.some(({ measure }) => signalsOf(alert.when).some(({ metric }) => metricOf(measure)?.id === metric.id)),
];

/** The metric that a panel shows as it is; budget panels do not show a metric. */
function metricOf(measure: Measure): Metric | undefined {
  switch (measure.kind) {
    case "share":
      return measure.signal.metric;
    case "sli":
    case "budget-left":
    case "burn-rate":
    case "budget":
      return undefined;
    case "rate":
    case "count":
    case "quantile":
    case "value":
    case "age":
      return measure.metric;
  }
  return measure satisfies never;
}
