/** What `slostack/pagerduty` offers: the vendor of a `Slostack`, and pieces that a program takes by themselves. */
export type { Duration } from "../../../by-itself/arguments.ts";
export type * from "../../../by-itself/on-call-arguments.ts";
export { pagerduty } from "../index.ts";
export { OnCallService } from "./on-call-service.ts";
