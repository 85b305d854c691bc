/** What `slostack/newrelic` offers: the vendor of a `Slostack`, and pieces that a program takes by themselves. */
export type * from "../../../by-itself/arguments.ts";
export { newRelic } from "../index.ts";
export { SloAlerts, type SloAlertsArgs } from "./slo-alerts.ts";
