import type { DashboardSpec } from "../../dashboards/dashboard.ts";
import type { ProberSource, PrometheusSource, Resolved, Source } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { type Watchdog, watchdogsOf } from "../../monitors/watchdogs.ts";
import type { Monitoring } from "../vendor.ts";

/** Endpoints that Grafana asks itself, and the data source that holds what comes of it. */
export type SyntheticsSource = ProberSource & { readonly datasource: string };
/** Where the numbers are on which Grafana evaluates rules. */
export type OwnSource = PrometheusSource | SyntheticsSource;
/** An alert that Grafana evaluates. */
export type OwnAlert = Alert & { readonly evaluator: OwnSource };
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
  return isOwnSource(alert.evaluator);
}

function isOwnSource(source: Source): source is OwnSource {
  if (source.kind === "prometheus") return source.evaluator === "grafana";
  return source.kind === "grafana-synthetics" && source.datasource !== undefined;
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
    watchdogs: watchdogsOf(alerts, "grafana"),
    protect,
  };
}
