import type { DashboardSpec } from "../../dashboards/dashboard.ts";
import type { NewRelicSource } from "../../model/resolved.ts";
import type { Alert, Route } from "../../monitors/alert.ts";
import { routeName } from "./names.ts";

/** An alert that New Relic evaluates. */
export type OwnAlert = Alert & { readonly evaluator: NewRelicSource };
/** A dashboard of what New Relic holds. */
export type OwnDashboard = DashboardSpec & { readonly source: NewRelicSource };

/** Alerts that tell the same people at the same hours: a policy, and a workflow that sends its issues. */
export interface Told {
  readonly name: string;
  readonly route: Route;
  readonly alerts: readonly OwnAlert[];
}

export function ownAlerts(alerts: readonly Alert[]): OwnAlert[] {
  return alerts.filter((alert): alert is OwnAlert => alert.evaluator.kind === "newrelic");
}

export function ownDashboards(dashboards: readonly DashboardSpec[]): OwnDashboard[] {
  return dashboards.filter((spec): spec is OwnDashboard => spec.source.kind === "newrelic");
}

/** The alerts by whom they tell, in the order of the routes' names. */
export function toldBy(alerts: readonly OwnAlert[]): Told[] {
  const groups = Map.groupBy(alerts, ({ route }) => routeName(route));
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, [first, ...more]]) => (first ? [{ name, route: first.route, alerts: [first, ...more] }] : []));
}
