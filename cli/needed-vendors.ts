import { registry } from "../components/registry.ts";
import { dashboardsOf } from "../dashboards/dashboards.ts";
import type { Resolved } from "../model/resolved.ts";
import { alertsOf } from "../monitors/alerts.ts";

/**
 * The vendors that have something to do for a catalog in one environment, in the order of the registry: those that
 * cannot do without a setting.
 */
export function neededVendors(resolved: Resolved): string[] {
  const alerts = alertsOf(resolved);
  const monitoring = { resolved, alerts, dashboards: dashboardsOf(resolved, alerts), protect: false };
  return registry.filter((vendor) => vendor.settings(monitoring).length > 0).map(({ name }) => name);
}
