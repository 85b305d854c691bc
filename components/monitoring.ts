import { dashboardsOf } from "../dashboards/dashboards.ts";
import type { Resolved } from "../model/resolved.ts";
import { alertsOf } from "../monitors/alerts.ts";
import type { Monitoring } from "./vendor.ts";

/** What vendors may read of a catalog in one environment. @param protect what pages or holds data cannot be deleted */
export function monitoringOf(resolved: Resolved, protect = false): Monitoring {
  const alerts = alertsOf(resolved);
  return { resolved, alerts, dashboards: dashboardsOf(resolved, alerts), protect };
}
