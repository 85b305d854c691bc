import { z } from "zod";
import { units } from "../quantity.ts";
import { provenance, ref, threshold } from "./text.ts";

/** The strictest form that a kind of source takes is checked against the source. */
const metricName = z.string().regex(/^[a-zA-Z_:][a-zA-Z0-9_:.]*$/, "a metric name");
const labelName = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, "a label name");

const common = {
  from: ref("source").optional().describe("source that stores the metric; default: the system's"),
  unit: z.enum(units).optional().describe("unit of the value; omit it for a plain number"),
  labels: z.array(labelName).default([]).describe("labels that the application sets"),
  better: z
    .enum(["more", "less"])
    .optional()
    .describe("which direction is better, for a panel threshold that no SLO or alert uses; default: less"),
  exists: z.literal("required").optional().describe("not emitted in this form yet: a requirement on the application"),
  ...provenance,
};

/** What exists: the contract with the application. Exactly one kind each. */
export const metric = z.union([
  z.strictObject({ counter: metricName, ...common }),
  z.strictObject({ gauge: metricName, range: z.tuple([threshold, threshold]).optional().describe("minimum and maximum value"), ...common }),
  z.strictObject({ distribution: metricName, ...common }).describe("raw values without buckets"),
  z.strictObject({ histogram: metricName, buckets: z.array(threshold).min(1).describe("upper bucket bounds, without +Inf"), ...common }),
]);
export type MetricEntry = z.output<typeof metric>;
