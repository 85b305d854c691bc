/** What `slostack/grafana` offers: the vendor of a `Slostack`, and pieces that a program takes by themselves. */
export type * from "../../../by-itself/arguments.ts";
export { grafana } from "../index.ts";
export { ServiceDashboard, type ServiceDashboardArgs } from "./service-dashboard.ts";
export { SloAlerts, type SloAlertsArgs } from "./slo-alerts.ts";
