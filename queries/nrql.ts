/** New Relic's query language: the one door to the dialect. */
export { type ConditionQuery, conditionQuery, longestWindow } from "./nrql/condition.ts";
export { Inexpressible } from "./nrql/inexpressible.ts";
export { measureQuery } from "./nrql/measure.ts";
