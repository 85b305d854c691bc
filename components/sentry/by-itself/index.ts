/** What `slostack/sentry` offers: the vendor of a `Slostack`, and pieces that a program takes by themselves. */
export type { Duration, Filter, Matcher } from "../../../by-itself/arguments.ts";
export type * from "../../../by-itself/counted-arguments.ts";
export { sentry } from "../index.ts";
export { IssueAlerts, type IssueAlertsArgs } from "./issue-alerts.ts";
