import Fraction from "fraction.js";
import { aggregatedUnit } from "../compared.ts";
import { parseDuration, parsePart, parseRate, parseShare, parseValue, type Unit } from "../quantity.ts";
import type { BadEvents, EventsSignal, Groups, Metric, Signal, SlicesSignal, Source, ValueWindow, Whole } from "../resolved.ts";
import type { MetricEntry } from "../schema/metric.ts";
import { counterOf, isBound, type MinimumTraffic, type SignalEntry, type SignalOf } from "../schema/signal.ts";
import type { SystemFile } from "../schema/system.ts";
import { entriesOf, need, provenanceOf } from "./entries.ts";
import { join, matchersOf } from "./matchers.ts";
import type { KnownEntries } from "./organization.ts";

/** What the signals of one service refer to. */
export interface ServiceScope {
  /** system/service */
  readonly path: string;
  /** oldest ids of system and service */
  readonly system: string;
  readonly service: string;
  readonly environment: string;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly calendars: KnownEntries["calendar"];
}

/** Least and greatest value that a unit allows where the metric says none. */
const rangeOfUnit = { percent: ["0%", "100%"], ratio: ["0%", "100%"], bool: [0, 1] } as const;

export function resolveMetric(id: string, entry: MetricEntry, source: Source, where: SystemFile["services"][string]["where"]): Metric {
  const unit = entry.unit;
  const written =
    ("range" in entry ? entry.range : undefined) ??
    ("gauge" in entry && (unit === "percent" || unit === "ratio" || unit === "bool") ? rangeOfUnit[unit] : undefined);
  const buckets = "buckets" in entry ? entry.buckets.map((bound) => parseValue(bound, unit)) : [];
  return {
    id,
    ...kindAndName(entry),
    name: source.traits.nameOf?.(source, kindAndName(entry).name) ?? kindAndName(entry).name,
    from: source,
    ...(unit === undefined ? {} : { unit }),
    labels: [...new Set(entry.labels)].sort(),
    buckets: buckets.sort((one, other) => one.compare(other)),
    ...("native" in entry && entry.native && { native: entry.native }),
    ...(written ? { range: [parseValue(written[0], unit), parseValue(written[1], unit)] } : {}),
    required: entry.exists === "required",
    ...(entry.better === "more" && { better: entry.better }),
    where: join(source.environment, matchersOf(where)),
    ...provenanceOf(entry),
  };
}

export function kindAndName(entry: MetricEntry): Pick<Metric, "kind" | "name"> {
  if ("counter" in entry) return { kind: "counter", name: entry.counter };
  if ("gauge" in entry) return { kind: "gauge", name: entry.gauge };
  if ("distribution" in entry) return { kind: "distribution", name: entry.distribution };
  return { kind: "histogram", name: entry.histogram };
}

function boundsOf(
  { under, over }: { readonly under?: string | number | undefined; readonly over?: string | number | undefined },
  unit: Unit | undefined,
): SlicesSignal["good"] {
  return {
    ...(under === undefined ? {} : { under: parseValue(under, unit) }),
    ...(over === undefined ? {} : { over: parseValue(over, unit) }),
  };
}

/** A minute is good while the gauge is not on the side of the other state. */
function boundsOfState(is: 0 | 1): SlicesSignal["good"] {
  return is === 1 ? { over: new Fraction(1) } : { under: new Fraction(0) };
}

/** The bad events where the good ones are written: on the other side of a bound, or all but those of a filter. */
function besides(good: NonNullable<Extract<SignalOf<"events">["events"], { readonly of: unknown }>["good"]>, { unit }: Metric): BadEvents {
  if (!isBound(good)) return { allBut: matchersOf(good) };
  return "under" in good ? { overBound: parseValue(good.under, unit) } : { upToBound: parseValue(good.over, unit) };
}

type OutOf = NonNullable<SignalOf<"value">["value"]["out-of"]>;

/** A signal of a metric, which no probe and no composite is. */
export type MeasuredSignal = Exclude<SignalEntry, SignalOf<"probe" | "composite">>;

/** @throws Error if it measures a metric that does not exist, which the checks refuse. */
export function resolveSignal(scope: ServiceScope, id: string, entry: MeasuredSignal): Signal {
  const metricOf = (name: string) => need(scope.metrics, name, "metric");
  const wholeOf = (written: OutOf, where: Parameters<typeof matchersOf>[0]): Whole => {
    const metric = metricOf(typeof written === "string" ? written : written.metric);
    return { metric, where: join(metric.where, matchersOf(typeof written === "string" ? where : written.where)) };
  };
  const base = (metric: Metric, where: Parameters<typeof matchersOf>[0]) => ({
    id,
    formerly: entry.formerly ?? [],
    ...provenanceOf(entry),
    path: `${scope.path}/${id}`,
    system: scope.system,
    service: scope.service,
    environment: scope.environment,
    from: metric.from,
    where: join(metric.where, matchersOf(where)),
    metric,
  });
  if (entry.events) {
    const { events } = entry;
    const more = { ...trafficOf(scope, entry["minimum-traffic"]), ...groupsOf(events.by, entry["at-most"]) };
    if (events.total !== undefined) {
      const total = counterOf(events.total);
      const other = counterOf(events.good ?? events.bad);
      const metric = metricOf(other.metric);
      const where = join(metric.where, matchersOf(events.where), matchersOf(other.where));
      const bad = events.good === undefined ? { metric, where } : { good: metric, where };
      return { kind: "events", ...base(metricOf(total.metric), { ...events.where, ...total.where }), bad, ...more };
    }
    const metric = metricOf(events.of);
    const bad = events.good === undefined ? { filter: matchersOf(events.bad) } : besides(events.good, metric);
    return { kind: "events", ...base(metric, events.where), bad, ...more };
  }
  if (entry.slices) {
    const { slices } = entry;
    const metric = metricOf(slices.of);
    const groups = groupsOf(slices.by, entry["at-most"]);
    if (slices.bad) {
      const measure = { failed: matchersOf(slices.bad), least: slices.least ?? 1 };
      return { kind: "slices", ...base(metric, slices.where), measure, good: { under: parseShare(slices.good.under) }, ...groups };
    }
    if (slices.quantile !== undefined) {
      const measure = { quantile: parseShare(slices.quantile) };
      return { kind: "slices", ...base(metric, slices.where), measure, good: boundsOf(slices.good, metric.unit), ...groups };
    }
    if (slices["out-of"] !== undefined) {
      const measure = { across: slices.aggregation, outOf: wholeOf(slices["out-of"], slices.where) };
      const { under, over } = slices.good;
      const good = { ...(under !== undefined && { under: parsePart(under) }), ...(over !== undefined && { over: parsePart(over) }) };
      return { kind: "slices", ...base(metric, slices.where), measure, good, ...groups };
    }
    const { aggregation } = slices;
    const good =
      slices.good.is === undefined ? boundsOf(slices.good, aggregatedUnit(metric.unit, aggregation)) : boundsOfState(slices.good.is);
    const measure = aggregation === "each" ? { each: true as const } : { across: aggregation };
    return { kind: "slices", ...base(metric, slices.where), measure, good, ...groups };
  }
  if (entry.value) {
    const { value } = entry;
    const outOf = value["out-of"] === undefined ? {} : { outOf: wholeOf(value["out-of"], value.where) };
    return {
      kind: "value",
      ...base(metricOf(value.of), value.where),
      across: value.aggregation,
      by: value.by ?? [],
      ...outOf,
      ...windowOf(value),
    };
  }
  if (entry.age) return { kind: "age", ...base(metricOf(entry.age.of), entry.age.where), by: entry.age.by ?? [] };
  if (entry.raw) return rawSignal(scope, entry, metricOf, base);
  entry satisfies SignalOf<"count">;
  const { count } = entry;
  return { kind: "count", ...base(metricOf(count.of), count.where), ...groupsOf(count.by, entry["at-most"]) };
}

/** A checked catalog has both or neither. */
function groupsOf(by: readonly string[] | undefined, atMost: number | undefined): { groups?: Groups } {
  return by === undefined || atMost === undefined ? {} : { groups: { by, atMost } };
}

const windowOf = ({ over, take }: SignalOf<"value">["value"]): { window?: ValueWindow } =>
  over === undefined ? {} : { window: { over: parseDuration(over), take } };

function trafficOf({ calendars }: ServiceScope, written: MinimumTraffic | undefined): Pick<EventsSignal, "quietTraffic" | "trafficDuring"> {
  if (written === undefined) return {};
  if (typeof written === "string") return { quietTraffic: parseRate(written) };
  const during = entriesOf(written.during).map(([id, rate]) => ({ calendar: need(calendars, id, "calendar"), rate: parseRate(rate) }));
  return { quietTraffic: parseRate(written.always), trafficDuring: during };
}

/** A value, or a ratio of events, by a query of the source's own language. */
function rawSignal(
  scope: ServiceScope,
  { raw, "minimum-traffic": traffic }: SignalOf<"raw">,
  metricOf: (name: string) => Metric,
  base: (metric: Metric, where: undefined) => Omit<EventsSignal, "kind" | "bad">,
): Signal {
  const reads = raw.reads.map(metricOf);
  const [first] = reads;
  if (!first) throw new Error("a raw query reads at least one metric");
  const query = { raw: { query: raw.query, reads, ...(raw.unit && { unit: raw.unit }), why: raw.why } };
  if (typeof raw.query !== "string")
    return { kind: "events", ...base(first, undefined), bad: { raw: raw.query }, ...trafficOf(scope, traffic), ...query };
  return { kind: "value", ...base(first, undefined), across: "max", by: [], ...query };
}
