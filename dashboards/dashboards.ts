import type { Resolved } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";
import { writtenDashboard } from "./catalog.ts";
import type { DashboardSpec } from "./dashboard.ts";
import { overviewOf } from "./overview.ts";

/**
 * Every dashboard of a resolved catalog: an overview of each service of which the system's source holds anything, then
 * those that the catalog writes itself.
 */
export function dashboardsOf({ environment, systems }: Resolved, alerts: readonly Alert[]): DashboardSpec[] {
  const ofServices = Map.groupBy(alerts, ({ service }) => service?.path);
  return systems.flatMap((system) => [
    ...(system.source.traits.shown ? system.services : [])
      .map((service) => overviewOf(service, system, environment, ofServices.get(service.path) ?? []))
      .filter(({ rows }) => rows.length > 0),
    ...system.dashboards.map((dashboard) => writtenDashboard(dashboard, system, environment, alerts)),
  ]);
}
