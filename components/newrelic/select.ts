import type { DashboardSpec } from "../../dashboards/dashboard.ts";
import type { SourceOf } from "../../model/resolved.ts";
import type { Alert, Route } from "../../monitors/alert.ts";
import { routeName } from "./names.ts";

/** An alert that New Relic evaluates. */
export type NewRelicAlert = Alert & { readonly evaluator: SourceOf<"newrelic"> };
/** A dashboard of what New Relic holds. */
export type NewRelicDashboard = DashboardSpec & { readonly source: SourceOf<"newrelic"> };

/** Alerts with the same recipients at the same hours: a policy, and a workflow that sends its issues. */
export interface PolicyGroup {
  readonly name: string;
  readonly route: Route;
  readonly alerts: readonly NewRelicAlert[];
}

export function newRelicAlerts(alerts: readonly Alert[]): NewRelicAlert[] {
  return alerts.filter((alert): alert is NewRelicAlert => alert.evaluator.kind === "newrelic");
}

export function newRelicDashboards(dashboards: readonly DashboardSpec[]): NewRelicDashboard[] {
  return dashboards.filter((spec): spec is NewRelicDashboard => spec.source.kind === "newrelic");
}

/** The alerts by their recipients, in the order of the routes' names. */
export function policyGroups(alerts: readonly NewRelicAlert[]): PolicyGroup[] {
  const groups = Map.groupBy(alerts, ({ route }) => routeName(route));
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, [first, ...more]]) => (first ? [{ name, route: first.route, alerts: [first, ...more] }] : []));
}
