import { z } from "zod";
import { type Unit, units } from "../quantity.ts";
import { provenance, ref, threshold } from "./text.ts";

/** The strictest form that a kind of source takes is checked against the source. */
const metricName = z.string().regex(/^[a-zA-Z_:][a-zA-Z0-9_:.]*$/, "a metric name");
const labelName = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, "a label name");

const from = { from: ref("source").optional().describe("source that stores the metric; default: the system's") };
export const unit = <Units extends readonly [Unit, ...Unit[]]>(of: Units) =>
  z.enum(of).optional().describe("unit of the value; omit it for a plain number");
const common = {
  unit: unit(units.filter((one) => one !== "bool") as [Exclude<Unit, "bool">, ...Exclude<Unit, "bool">[]]),
  better: z
    .enum(["more", "less"])
    .optional()
    .describe("which direction is better, for a panel threshold that no SLO or alert uses; default: less"),
  labels: z.array(labelName).default([]).describe("labels that the application sets"),
};
const state = {
  exists: z.literal("required").optional().describe("not emitted in this form yet: a requirement on the application"),
  ...provenance,
};

/** What exists: the contract with the application. Exactly one kind each. */
export const metric = z.union([
  z.strictObject({ ...from, counter: metricName, ...common, ...state }),
  z.strictObject({
    ...from,
    gauge: metricName,
    ...common,
    unit: unit(units).describe("unit of the value; omit it for a plain number; bool: it is 0 or 1"),
    range: z.tuple([threshold, threshold]).optional().describe("minimum and maximum value"),
    ...state,
  }),
  z.strictObject({ ...from, distribution: metricName, ...common, ...state }).describe("raw values without buckets"),
  z.strictObject({
    ...from,
    histogram: metricName,
    ...common,
    buckets: z.array(threshold).min(1).describe("upper bucket bounds, without +Inf; queries read these"),
    native: z.literal(true).optional().describe("sent as a native histogram as well, while it moves from buckets to native"),
    ...state,
  }),
  z
    .strictObject({
      ...from,
      histogram: metricName,
      ...common,
      native: z.literal(true).describe("sent as a native histogram: any bound can be queried"),
      ...state,
    })
    .describe("a native histogram, without buckets of its own"),
]);
export type MetricEntry = z.output<typeof metric>;
