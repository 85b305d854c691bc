import { z } from "zod";
import { delay, formerly, id, oneOf, provenance, rate, sentence, share, threshold, written } from "./text.ts";

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
const eventsOfOne = oneOf([
  z.strictObject({ of: id, where: filter.optional(), bad: filter.describe("the events that count against the budget") }),
  z.strictObject({
    of: id,
    where: filter.optional(),
    good: z
      .strictObject({ under: threshold }, written("write a bound, such as good: { under: 200ms }; what labels tell is written as bad"))
      .describe("for a histogram: events at or under this bound are good"),
  }),
]);
const eventsOfTwo = z.strictObject({
  bad: id,
  total: id,
  where: filter.optional(),
  why: sentence.describe("why one metric with a filter cannot tell"),
});

const common = { formerly, ...provenance };

/** A question that one can ask of a metric or an endpoint. Exactly one kind each. */
export const signal = oneOf([
  z.strictObject({
    events: oneOf([eventsOfOne, eventsOfTwo]).describe("share of events"),
    "minimum-traffic": rate.optional().describe("events in the quietest hour; demanded where the signal pages on failures"),
    ...common,
  }),
  z.strictObject({
    slices: z
      .strictObject({
        of: id,
        where: filter.optional(),
        aggregation: across.optional().describe("for a gauge"),
        quantile: share.optional().describe("for a histogram: this share of the minute's events must be under the bound"),
        good: z.strictObject({ under: threshold.optional(), over: threshold.optional() }),
      })
      .describe("share of minutes: a minute is bad as a whole"),
    ...common,
  }),
  z.strictObject({
    value: z
      .strictObject({ of: id, where: filter.optional(), aggregation: across, by: z.array(z.string()).optional() })
      .describe("the value of a gauge"),
    ...common,
  }),
  z.strictObject({ count: z.strictObject({ of: id, where: filter.optional() }).describe("how many events"), ...common }),
  z.strictObject({
    probe: z
      .strictObject({
        endpoint: id,
        by: id.describe("source of a vendor that asks"),
        every: delay,
        timeout: delay.default("30s"),
      })
      .describe("whether an endpoint answers as it should, asked from outside"),
    ...common,
  }),
]);
export type SignalEntry = z.output<typeof signal>;

/** The kind of a signal: the key that no other kind has. */
export function signalKind(entry: SignalEntry) {
  if (entry.events) return "events";
  if (entry.slices) return "slices";
  if (entry.value) return "value";
  if (entry.count) return "count";
  if (entry.probe) return "probe";
  return entry satisfies never;
}
export type SignalKind = ReturnType<typeof signalKind>;
export type SignalOf<Kind extends SignalKind> = Kind extends Kind ? Extract<SignalEntry, { [K in Kind]: unknown }> : never;
