import { z } from "zod";
import { units } from "../quantity.ts";
import { means } from "./meaning.ts";
import { unit } from "./metric.ts";
import { delay, formerly, memberPath, oneOf, provenance, rate, ref, sentence, share, threshold, written } from "./text.ts";

const forms = written('write a text, a list, { starts-with: text }, { matches: "an RE2 pattern" } or { not: any of these }');
const startsWith = z.strictObject({ "starts-with": z.string().min(1) }, forms).meta({ title: "StartsWith" });
const matches = z.strictObject({ matches: z.string().min(1).describe("RE2 pattern of the whole value") }, forms).meta({ title: "Matches" });
const pattern = z.union([z.string(), startsWith, matches]).meta({ title: "Pattern" });
const not = z
  .strictObject(
    {
      not: z
        .union([z.string(), startsWith, matches, z.array(pattern).min(1)])
        .describe("none of these; a series without the label has the empty value")
        .meta({ title: "Negated" }),
    },
    forms,
  )
  .meta({ title: "Not" });

/** What the value of a label must be. */
export const matcher = z
  .union([
    z.string(),
    z
      .array(z.union([z.string(), startsWith, matches, not]).meta({ title: "Member" }))
      .min(1)
      .describe("any of these values, and none of the negated ones"),
    startsWith,
    matches,
    not,
  ])
  .meta({ title: "Matcher" });
export const filter = means(z.record(z.string(), matcher), "filter");

export const across = z.enum(["min", "max", "avg", "sum"]);

const by = z.array(z.string()).min(1).optional().describe("labels: the signal is measured for each combination of their values by itself");
const atMost = z.int().min(1).max(10_000).optional().describe("with `by`: the highest number of groups; more of them is a ticket");

/** Share of bad events; the bad ones are a filter on the same metric, so labels cannot differ and a share cannot pass one. */
const ofOne = { of: ref("metric"), where: filter.optional(), by };
const eventsOfOne = oneOf([
  z.strictObject({ ...ofOne, bad: filter.describe("filter of the events that consume the error budget") }),
  z
    .strictObject({
      ...ofOne,
      good: z
        .union([
          z.strictObject({ under: threshold.describe("events at or below this bound are good") }).meta({ title: "GoodUnder" }),
          z
            .strictObject({ over: threshold.describe("events above this bound are good, those at it or below it are bad") })
            .meta({ title: "GoodOver" }),
          filter,
        ])
        .describe("for a histogram or distribution a bound; or a filter of the good events: all others are bad")
        .meta({ title: "EventsGood" }),
    })
    .meta({ title: "GoodEvents" }),
]);

/** A counter, or some of its series: two metrics that belong together may have different labels. */
const counter = z.union([ref("metric"), z.strictObject({ metric: ref("metric"), where: filter.describe("of this metric alone") })]);
const ofTwo = {
  total: counter,
  where: filter.optional().describe("of both metrics"),
  by,
  why: sentence.describe("why one metric with a filter is not enough"),
};
const eventsOfTwo = oneOf([
  z.strictObject({ bad: counter.describe("counts the bad events"), ...ofTwo }).meta({ title: "BadAndTotalEvents" }),
  z
    .strictObject({ good: counter.describe("counts the good events, in the same minute as `total`"), ...ofTwo })
    .meta({ title: "GoodAndTotalEvents" }),
]);

type Bound = { readonly under: string | number } | { readonly over: string | number };
/** Whether `good` is a bound; else it is a filter. */
export function isBound(good: Bound | z.output<typeof filter> | undefined): good is Bound {
  const [[key, value] = [], ...more] = Object.entries(good ?? {});
  return more.length === 0 && (key === "under" || key === "over") && (typeof value === "string" || typeof value === "number");
}

/** The metric of a counter of `events`, and what selects its series alone. */
export const counterOf = (written: z.output<typeof counter>): { readonly metric: string; readonly where?: z.output<typeof filter> } =>
  typeof written === "string" ? { metric: written } : written;

/** The gauge that another is measured against, such as a limit. */
const outOf = z
  .union([
    ref("metric"),
    z.strictObject(
      { metric: ref("metric"), where: filter.describe("matchers of this side, in place of `where`") },
      written("write the id of a gauge, or { metric: …, where: { … } } where it has other matchers"),
    ),
  ])
  .describe("gauge of which the value is a share, such as a limit: both are aggregated alike, then divided");

/** What a gauge of `unit: bool` is. */
export const state = z.union([z.literal(0), z.literal(1)]);

/** What makes a minute good or bad: the value of a gauge, a quantile, or the share of its events that failed. */
const bounds = z.strictObject({ over: threshold.optional(), under: threshold.optional() });
const slicesOfValues = z.strictObject({
  of: ref("metric"),
  where: filter.optional(),
  aggregation: z
    .enum([...across.options, "each"])
    .describe("how series are aggregated, for a gauge; each: every series is a slice of its own, good or bad by itself"),
  good: oneOf([bounds, z.strictObject({ is: state.describe("for a gauge with unit: bool") })]),
  by,
});
const slicesOfTwo = z.strictObject({
  of: ref("metric"),
  "out-of": outOf,
  where: filter.optional(),
  aggregation: across.describe("how series of both gauges are aggregated"),
  good: bounds,
  by,
});
const slicesOfQuantiles = z.strictObject({
  of: ref("metric"),
  where: filter.optional(),
  quantile: share.describe("for a histogram: share of each minute's events that must be below the bound"),
  good: bounds,
  by,
});
const slicesOfEvents = z.strictObject({
  of: ref("metric"),
  where: filter.optional(),
  bad: filter.describe("filter of the failed events; a minute without any event is no slice"),
  good: z
    .strictObject({ under: share }, written("write a bound for the share of failed events, such as good: { under: 1% }"))
    .describe("a minute is good while at most this share of its events failed"),
  least: z.int().min(2).optional().describe("minimum events a minute: a minute with fewer is no slice"),
  by,
});

/** A query of the source's own language: what the language of the catalog has no word for. */
const raw = z.strictObject({
  query: z
    .union([
      z.string().min(1),
      z.strictObject({ bad: z.string().min(1), total: z.string().min(1) }).describe("events of the last minute: the bad ones, and all"),
    ])
    .describe("a value; or bad and all events of the last minute. Matchers of environment and service are added to each selector"),
  reads: z.array(ref("metric")).min(1).describe("every metric that the query reads; without data means without the first"),
  unit: unit(units),
  why: sentence.describe("why no other kind of signal says it"),
});

/** What is taken of each series of a gauge over a window. */
export const take = z.enum(["min", "max", "avg", "changes"]);

const valueOfSeries = { where: filter.optional(), aggregation: across, by: z.array(z.string()).optional() };

/** Several ratio or time-slice SLIs as one: a journey through what they measure. */
const composite = oneOf([
  z.strictObject({
    "worst-of": z.array(memberPath).min(2).describe("service/signal, or system/service/signal: the highest bad share of any of them"),
  }),
  z.strictObject({
    weighted: z
      .array(
        z.strictObject({
          signal: memberPath.describe("service/signal, or system/service/signal"),
          weight: z.number().positive().describe("relative to the sum of all weights"),
        }),
      )
      .min(2)
      .describe("the sum of their bad shares, each by its part of all weights"),
  }),
]);

const byHours = z.strictObject({
  always: rate.describe("in the quietest hour of the week, at night as well; 0/h where nothing is expected"),
  during: z
    .record(ref("calendar"), rate)
    .refine((hours) => Object.keys(hours).length > 0, "no calendar")
    .describe("in the quietest hour of each calendar: within its hours `no-traffic` waits for as long as this rate needs"),
});

/** How many events come at least: in every hour, or besides within the hours of calendars. */
const minimumTraffic = z.union([rate, byHours.meta({ title: "TrafficByHours" })]);
export type MinimumTraffic = z.output<typeof minimumTraffic>;

/** The rate of the quietest hour of the week, as it is written. */
export const alwaysOf = (traffic: MinimumTraffic | undefined): string | undefined =>
  typeof traffic === "object" ? traffic.always : traffic;

const common = { formerly, ...provenance };

/** A question that one can ask of a metric or an endpoint. Exactly one kind each. */
export const signal = oneOf([
  z.strictObject({
    events: oneOf([eventsOfOne, eventsOfTwo]).describe("ratio SLI: share of bad events"),
    "at-most": atMost,
    "minimum-traffic": minimumTraffic
      .optional()
      .describe(
        "minimum traffic, in the quietest hour, with `by` of the quietest group that counts; required if the signal pages on failures",
      ),
    ...common,
  }),
  z.strictObject({
    slices: oneOf([slicesOfEvents, slicesOfValues, slicesOfTwo, slicesOfQuantiles]).describe("time-slice SLI: share of bad minutes"),
    "at-most": atMost,
    ...common,
  }),
  z.strictObject({
    value: oneOf([
      z.strictObject({ of: ref("metric"), "out-of": outOf.optional(), ...valueOfSeries }),
      z.strictObject({
        of: ref("metric"),
        over: delay.describe("window of each series, before they are aggregated"),
        take: take.describe("what of that window: its lowest, highest or average value, or how often it changed"),
        ...valueOfSeries,
      }),
    ]).describe("value of a gauge, its share of another one, or what it was over a time"),
    ...common,
  }),
  z.strictObject({
    age: z
      .strictObject({ of: ref("metric"), where: filter.optional(), by: z.array(z.string()).optional() })
      .describe("freshness: time since the moment that a timestamp gauge holds, or since a counter last increased"),
    ...common,
  }),
  z.strictObject({
    count: z.strictObject({ of: ref("metric"), where: filter.optional(), by }).describe("number of events"),
    "at-most": atMost,
    ...common,
  }),
  z.strictObject({
    raw: raw.describe("raw query: reviewed as text, and not proved"),
    "minimum-traffic": minimumTraffic.optional().describe("of bad and all events: minimum traffic, in the quietest hour"),
    ...common,
  }),
  z.strictObject({
    composite: composite.describe("composite SLI: share of failures of a journey through several signals"),
    ...common,
  }),
  z.strictObject({
    probe: z
      .strictObject({
        endpoint: ref("endpoint"),
        by: ref("source").describe("source of the vendor that probes"),
        every: delay,
        timeout: delay.default("30s"),
      })
      .describe("black-box probe: whether an endpoint answers as expected"),
    ...common,
  }),
]);
export type SignalEntry = z.output<typeof signal>;

/** The kind of a signal: the key that no other kind has. */
export function signalKind(entry: SignalEntry) {
  if (entry.events) return "events";
  if (entry.slices) return "slices";
  if (entry.value) return "value";
  if (entry.age) return "age";
  if (entry.count) return "count";
  // A raw query is another way to write one of two kinds.
  if (entry.raw) return typeof entry.raw.query === "string" ? "value" : "events";
  if (entry.composite) return "composite";
  if (entry.probe) return "probe";
  return entry satisfies never;
}
export type SignalKind = ReturnType<typeof signalKind>;
export type SignalOf<Kind extends SignalKind | "raw"> = Kind extends Kind ? Extract<SignalEntry, { [K in Kind]: unknown }> : never;
