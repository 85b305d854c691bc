import type { DashboardSpec } from "../../dashboards/dashboard.ts";
import type { PrometheusSource, Resolved } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import type { Monitoring } from "../vendor.ts";
import { isWatchdog, type Watchdog } from "./watchdog.ts";

/** An alert that Grafana evaluates. */
export type OwnAlert = Alert & { readonly evaluator: PrometheusSource };
/** A dashboard of what Grafana can show. */
export type OwnDashboard = DashboardSpec & { readonly source: PrometheusSource };

/** What is Grafana's of everything that a catalog asks for. */
export interface Own {
  readonly resolved: Resolved;
  readonly sources: readonly PrometheusSource[];
  readonly alerts: readonly OwnAlert[];
  readonly dashboards: readonly OwnDashboard[];
  /** at most one: who misses this Grafana's signs of life */
  readonly watchdogs: readonly Watchdog[];
  readonly protect: boolean;
}

export function isOwn(alert: Alert): alert is OwnAlert {
  return alert.evaluator.kind === "prometheus" && alert.evaluator.evaluator === "grafana";
}

function isOwnDashboard(spec: DashboardSpec): spec is OwnDashboard {
  return spec.source.kind === "prometheus";
}

export function ownOf({ resolved, alerts, dashboards, protect }: Monitoring): Own {
  return {
    resolved,
    sources: resolved.organization.sources.filter((source) => source.kind === "prometheus"),
    alerts: alerts.filter(isOwn),
    dashboards: dashboards.filter(isOwnDashboard),
    watchdogs: alerts.filter(isWatchdog),
    protect,
  };
}
