import { z } from "zod";
import { delay, formerly, id, provenance, rate, sentence, share, threshold, written } from "./text.ts";

/** The matchers that every query dialect can express. */
export const matcher = z.union([
  z.string(),
  z.array(z.string()).min(1).describe("any of these"),
  z.strictObject(
    { "starts-with": z.string().min(1) },
    written("write a text, a list of texts, or { starts-with: text }; there is no negation and no regular expression: list the values"),
  ),
]);
export const filter = z.record(z.string(), matcher);

export const across = z.enum(["min", "max", "avg", "sum"]);

/** Share of bad events; the bad ones are a filter on the same metric, so labels cannot differ and a share cannot pass one. */
const eventsOfOne = z.strictObject({
  of: id,
  where: filter.optional(),
  bad: filter.optional().describe("the events that count against the budget"),
  good: z
    .strictObject({ under: threshold }, written("write a bound, such as good: { under: 200ms }; what labels tell is written as bad"))
    .optional()
    .describe("for a histogram: events at or under this bound are good"),
});
const eventsOfTwo = z.strictObject({
  bad: id,
  total: id,
  where: filter.optional(),
  why: sentence.describe("why one metric with a filter cannot tell"),
});

export const signal = z.strictObject({
  /** share of events */
  events: z.union([eventsOfOne, eventsOfTwo]).optional(),
  /** share of minutes: a minute is bad as a whole */
  slices: z
    .strictObject({
      of: id,
      where: filter.optional(),
      across: across.optional().describe("for a gauge"),
      quantile: share.optional().describe("for a histogram: this share of the minute's events must be under the bound"),
      good: z.strictObject({ under: threshold.optional(), over: threshold.optional() }),
    })
    .optional(),
  /** the value of a gauge */
  value: z.strictObject({ of: id, where: filter.optional(), across, by: z.array(z.string()).optional() }).optional(),
  /** how many events */
  count: z.strictObject({ of: id, where: filter.optional() }).optional(),
  /** whether an endpoint answers as it should, asked from outside */
  probe: z
    .strictObject({
      endpoint: id,
      by: id.describe("source of a vendor that asks"),
      every: delay,
      timeout: delay.default("30s"),
    })
    .optional(),
  "quiet-traffic": rate.optional().describe("events in the quietest hour; demanded where the signal pages on failures"),
  formerly,
  ...provenance,
});
export type SignalEntry = z.output<typeof signal>;
