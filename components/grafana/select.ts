import type { DashboardSpec } from "../../dashboards/dashboard.ts";
import type { ProberSource, Resolved, Source, SourceOf } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { type Watchdog, watchdogsOf } from "../../monitors/watchdogs.ts";
import type { Monitoring } from "../vendor.ts";

/** Endpoints that Grafana asks itself, and the data source that holds what comes of it. */
export type SyntheticsSource = ProberSource & { readonly datasource: string };
/** Where the numbers are on which Grafana evaluates rules. */
export type GrafanaSource = SourceOf<"prometheus"> | SyntheticsSource;
/** An alert that Grafana evaluates. */
export type GrafanaAlert = Alert & { readonly evaluator: GrafanaSource };
/** A dashboard of what Grafana can show. */
export type GrafanaDashboard = DashboardSpec & { readonly source: SourceOf<"prometheus"> };

/** What is Grafana's of everything that a catalog asks for. */
export interface GrafanaMonitoring {
  readonly resolved: Resolved;
  readonly sources: readonly SourceOf<"prometheus">[];
  readonly alerts: readonly GrafanaAlert[];
  readonly dashboards: readonly GrafanaDashboard[];
  /** at most one: who misses this Grafana's heartbeats */
  readonly watchdogs: readonly Watchdog[];
  readonly protect: boolean;
}

export function isGrafanaAlert(alert: Alert): alert is GrafanaAlert {
  return isGrafanaSource(alert.evaluator);
}

function isGrafanaSource(source: Source): source is GrafanaSource {
  if (source.kind === "prometheus") return source.evaluator === "grafana";
  return source.kind === "grafana-synthetics" && source.datasource !== undefined;
}

function isGrafanaDashboard(spec: DashboardSpec): spec is GrafanaDashboard {
  return spec.source.kind === "prometheus";
}

export function forGrafana({ resolved, alerts, dashboards, protect }: Monitoring): GrafanaMonitoring {
  return {
    resolved,
    sources: resolved.organization.sources.filter((source) => source.kind === "prometheus"),
    alerts: alerts.filter(isGrafanaAlert),
    dashboards: dashboards.filter(isGrafanaDashboard),
    watchdogs: watchdogsOf(alerts, "grafana"),
    protect,
  };
}
