/** What `slostack/aws` offers: the vendor of a `Slostack`, and pieces that a program takes by themselves. */
export type * from "../../../by-itself/arguments.ts";
export type { CountedAlert, CountedArgs, CountedWhen } from "../../../by-itself/counted-arguments.ts";
export { aws } from "../index.ts";
export { LogGroup, type LogGroupArgs, type Retention } from "./log-group.ts";
export { SloAlerts, type SloAlertsArgs } from "./slo-alerts.ts";
