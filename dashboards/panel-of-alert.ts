import { signalsOf } from "../model/condition.ts";
import type { Measure } from "../model/measure.ts";
import type { Metric, Signal } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";
import type { DashboardPanel, DashboardSpec } from "./dashboard.ts";

/** Where a person looks first when an alert fires. */
export interface Spot {
  readonly dashboard: DashboardSpec;
  readonly panel: DashboardPanel;
}

/** The panel of the service's overview that shows what the alert reads; undefined for an alert without a service. */
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
  const panels = dashboard.rows.flatMap((row) => row.panels);
  const signals = signalsOf(alert.when);
  const panel = ranking
    .map((shows) => panels.find((one) => one.lines.some(({ measure }) => signals.some((signal) => shows(measure, alert, signal)))))
    .find((found) => found !== undefined);
  return panel && { dashboard, panel };
}

type Shows = (measure: Measure, alert: Alert, signal: Signal) => boolean;

/** From the closest to the widest: the budget itself, the same signal, the same metric. */
const ranking: readonly Shows[] = [
  (measure, alert) => {
    if (alert.kind === "floor") return measure.kind === "sli" && measure.slo.path === alert.entry;
    return measure.kind === "burn-rate" && measure.slo.path === alert.entry;
  },
  (measure, _, signal) => measure.kind === "share" && measure.signal.path === signal.path,
  (measure, _, signal) => metricOf(measure)?.id === signal.metric.id,
];

/** The metric that a panel shows as it is; figures of a budget are no sight of a metric. */
function metricOf(measure: Measure): Metric | undefined {
  switch (measure.kind) {
    case "share":
      return measure.signal.metric;
    case "sli":
    case "budget-left":
    case "burn-rate":
      return undefined;
    default:
      return measure.metric;
  }
}
