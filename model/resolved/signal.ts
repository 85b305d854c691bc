import type Fraction from "fraction.js";
import type { z } from "zod";
import type { Unit } from "../quantity.ts";
import type { Derived } from "../schema/meaning.ts";
import type { across, take } from "../schema/signal.ts";
import type { endpoint } from "../schema/system.ts";
import type { ProberSource, Source } from "../vendors.ts";
import type { Identified, Provenance } from "./base.ts";
import type { Calendar } from "./organization.ts";

declare module "../schema/meaning.ts" {
  interface Meanings {
    readonly filter: Matchers;
    /** of the same service */
    readonly endpoint: Endpoint;
    readonly metric: Metric;
    readonly signal: Signal | CompositeSignal;
  }
}

/** What a value fits: the text itself, how it begins, or an RE2 pattern of the whole value. */
export type Pattern = { readonly is: string } | { readonly startsWith: string } | { readonly matches: string };

/**
 * One matcher of a selector, in its one form. The last is whatever is no single pattern and no list of texts: a value that fits
 * one of `some` (or anything, if there is none) and none of `none`. Each list is in the order of its texts.
 */
export type Matcher =
  | Pattern
  | { readonly anyOf: readonly string[] }
  | { readonly some: readonly Pattern[]; readonly none: readonly Pattern[] };

/** Label to matcher, in label order. */
export type Matchers = Readonly<Record<string, Matcher>>;

export interface Metric extends Provenance {
  readonly id: string;
  readonly kind: "counter" | "gauge" | "histogram" | "distribution";
  /** the source that holds it */
  readonly from: Source;
  /** the name of the series (of a histogram: without _bucket, _count, _sum) */
  readonly name: string;
  readonly unit?: Unit;
  readonly labels: readonly string[];
  /** upper bounds in the metric's unit, ascending, without +Inf; histograms only */
  readonly buckets: readonly Fraction[];
  /** the application sends a native histogram; where there are `buckets` as well, queries read those */
  readonly native?: true;
  readonly range?: readonly [Fraction, Fraction];
  readonly required: boolean;
  /** more is better; absent: less is */
  readonly better?: "more";
  /** environment and service matchers: what every selector of this metric carries */
  readonly where: Matchers;
}

interface SignalBase extends Identified, Provenance {
  /** system/service/signal */
  readonly path: string;
  /** oldest ids of the two: recorded series keep them through a rename */
  readonly system: string;
  readonly service: string;
  readonly environment: string;
  /** the data source that holds the metric */
  readonly from: Source;
  /** matchers of `metric.where` joined with the signal's own */
  readonly where: Matchers;
}

/** A signal that is measured for each group of its series by itself. */
export interface Groups {
  /** labels whose values distinguish the groups */
  readonly by: readonly string[];
  /** the highest number of groups; more of them is a ticket */
  readonly atMost: number;
}

/** Which events are bad: those of a filter or on one side of a bound, those that another counter counts, all but the good ones, or those of a raw query. */
export type BadEvents =
  | { readonly filter: Matchers }
  | { readonly overBound: Fraction }
  /** events at the bound, or below it */
  | { readonly upToBound: Fraction }
  /** `where`: the whole selector of the other counter */
  | { readonly metric: Metric; readonly where: Matchers }
  /** a filter of the good events */
  | { readonly allBut: Matchers }
  /** the counter of the good events, and its whole selector */
  | { readonly good: Metric; readonly where: Matchers }
  | { readonly raw: RawPair };

export type BoundedEvents = Extract<BadEvents, { readonly overBound: unknown } | { readonly upToBound: unknown }>;

/** Share of bad events: a filter on one counter, a bound on one histogram, or (with a reason) two counters. */
export interface EventsSignal extends SignalBase {
  readonly kind: "events";
  readonly metric: Metric;
  readonly bad: BadEvents;
  /** bad and all events are raw queries */
  readonly raw?: RawQuery;
  /** events per second in the quietest hour, of the quietest group that counts */
  readonly quietTraffic?: Fraction;
  /** events per second in the quietest hour of a calendar, by its id */
  readonly trafficDuring?: readonly TrafficDuring[];
  readonly groups?: Groups;
}

/** How much comes within the hours of a calendar. */
export interface TrafficDuring {
  readonly calendar: Calendar;
  /** events per second in the quietest hour of them */
  readonly rate: Fraction;
}

/** Share of minutes in which a value, a quantile of a histogram, or the share of failed events was out of bounds. */
export interface SlicesSignal extends SignalBase {
  readonly kind: "slices";
  readonly metric: Metric;
  readonly measure: SliceMeasure;
  readonly good: { readonly under?: Fraction; readonly over?: Fraction };
  readonly groups?: Groups;
}

/** What decides whether a minute is good: `good` bounds it, in the metric's unit, of failures as a share. */
export type SliceMeasure = { readonly across: Across; readonly outOf?: Whole } | EachSeries | { readonly quantile: Fraction } | FailedShare;

/** The gauge of which another is a share, in the same source and unit; where it is not above 0, or has no series, there is no value. */
export interface Whole {
  readonly metric: Metric;
  /** matchers of `metric.where` joined with those of this side */
  readonly where: Matchers;
}

/** Every series of a minute is a slice of its own. */
export interface EachSeries {
  readonly each: true;
}

export type EachSignal = SlicesSignal & { readonly measure: EachSeries };

/** Share of the minute's events that failed; a minute with fewer events than `least` is no slice. */
export interface FailedShare {
  /** which events failed */
  readonly failed: Matchers;
  readonly least: number;
}

export interface ValueSignal extends SignalBase {
  readonly kind: "value";
  /** of a raw query the first that it reads */
  readonly metric: Metric;
  readonly across: Across;
  readonly by: readonly string[];
  /** aggregated in the same way, and divided by */
  readonly outOf?: Whole;
  /** what of each series over a time is aggregated; absent: its value now */
  readonly window?: ValueWindow;
  /** the value is that of a raw query; `across` and `by` mean nothing then */
  readonly raw?: RawQuery;
}

export interface ValueWindow {
  /** in seconds */
  readonly over: number;
  readonly take: z.output<typeof take>;
}

/** Two queries: bad events of the last minute, and all. */
export interface RawPair {
  readonly bad: string;
  readonly total: string;
}

/** A query in the language of the source, as it is written: without the matchers of environment and service. */
export interface RawQuery {
  readonly query: string | RawPair;
  readonly reads: readonly Metric[];
  /** of a value; absent: it has none */
  readonly unit?: Unit;
  readonly why: string;
}

/** How long ago the latest moment of a timestamp gauge is, or the last increase of a counter; one for each of `by`. */
export interface AgeSignal extends SignalBase {
  readonly kind: "age";
  readonly metric: Metric;
  readonly by: readonly string[];
}

export interface CountSignal extends SignalBase {
  readonly kind: "count";
  readonly metric: Metric;
  readonly groups?: Groups;
}

export interface Endpoint extends Derived<z.output<typeof endpoint>> {
  readonly id: string;
}

/** Whether an endpoint answers as it should, asked from outside. */
export interface ProbeSignal extends Identified, Provenance {
  readonly kind: "probe";
  /** system/service/signal */
  readonly path: string;
  readonly from: ProberSource;
  readonly endpoint: Endpoint;
  /** the whole address in this environment */
  readonly url: string;
  /** seconds between two questions */
  readonly every: number;
  /** seconds until a missing answer counts as failed */
  readonly timeout: number;
}

/** Signals of one source as one, such as the steps of a journey: it has no series of its own. */
export interface CompositeSignal extends Identified, Provenance {
  readonly kind: "composite";
  /** system/service/signal */
  readonly path: string;
  /** oldest ids of the two, as of any signal */
  readonly system: string;
  readonly service: string;
  /** the one source of all members */
  readonly from: Source;
  /** the highest share of any member, or the sum of all by their weights */
  readonly join: "worst" | "weighted";
  /** at least two, without groups, in the order of their paths */
  readonly of: readonly Member[];
  readonly groups?: never;
}

export interface Member {
  readonly signal: SingleShare;
  /** above 0, relative to the sum of all; of the worst each is 1 */
  readonly weight: Fraction;
}

export type Across = z.output<typeof across>;

/** Signals whose bad share can be measured over a window. */
export type ShareSignal = SingleShare | CompositeSignal;

/** Those that measure a metric. */
export type SingleShare = EventsSignal | SlicesSignal;

/** Signals that are measured for each group by itself. */
export type GroupedSignal = (SingleShare | CountSignal) & { readonly groups: Groups };

export type Signal = EventsSignal | SlicesSignal | ValueSignal | AgeSignal | CountSignal;
