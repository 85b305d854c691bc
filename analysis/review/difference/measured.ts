import Fraction from "fraction.js";
import { boundUnit, takeInWords } from "../../../model/compared.ts";
import { isShareSignal } from "../../../model/condition.ts";
import { isGrouped, labelsBy } from "../../../model/groups.ts";
import { isNative } from "../../../model/native-histogram.ts";
import { formatDuration, formatShare } from "../../../model/quantity.ts";
import type {
  EventsSignal,
  FailedShare,
  Matchers,
  Metric,
  RawQuery,
  Signal,
  SliceMeasure,
  SlicesSignal,
  ValueSignal,
  Whole,
} from "../../../model/resolved.ts";
import { measured, wholeInWords } from "../../../monitors/words.ts";
import type { Pair } from "../change.ts";
import type { Context } from "./context.ts";
import { gapsInWords } from "./coverage-gaps.ts";
import type { Both, Draft, EntryDiffer } from "./draft.ts";
import { consequences } from "./example.ts";
import { alike } from "./plain.ts";
import { concerns, seenBy } from "./recipients.ts";
import { asBad, isSentAlike, sameGroups } from "./subsumption.ts";
import { becomes, matchersInWords } from "./words.ts";

/** A draft about what is measured: its direction is that of every alert which reads it. */
export function seenDraft(what: string, alerts: readonly Pair[], context: Context, means: readonly string[] = []): Draft {
  return {
    what,
    direction: seenBy(alerts, context),
    means: [...means, ...consequences(alerts, context), ...gapsInWords(alerts, context), ...concerns(alerts)],
    alerts,
  };
}

/** The contract with the application: what it must send. */
export const metricDiffer: EntryDiffer<"metric"> = {
  about: "signal",
  name: ({ kind, name }) => `metric ${name}, a ${kind}`,
  takes: ["name", "where", "native"],
  changes: (both, context) => [...renamed(both, context), ...selected(both, context), ...sentNatively(both, context)],
  fields: {
    kind: { direction: "seen" },
    from: { word: "source", direction: "seen" },
    unit: { direction: "seen" },
    labels: { word: "labels", means: labelsMean },
    buckets: { word: "buckets", means: (_, after) => (after.length > 0 ? ["the application has to record these bounds"] : []) },
    range: { word: "range" },
    better: { word: "better", show: (better) => better ?? "less" },
    required: {
      word: "exists",
      show: (required) => (required ? "required: not emitted in this form yet" : "emitted"),
    },
  },
};

function labelsMean(before: readonly string[], after: readonly string[]): string[] {
  const [gone, added] = [before.filter((one) => !after.includes(one)), after.filter((one) => !before.includes(one))];
  return [
    ...(added.length > 0 ? [`the application has to set ${added.join(", ")}`] : []),
    ...(gone.length > 0 ? [`the application need not set ${gone.join(", ")} any more`] : []),
  ];
}

/** A prefix is the source's, and reported there. */
function bareName({ name, from }: Metric): string {
  return "prefix" in from && name.startsWith(from.prefix) ? name.slice(from.prefix.length) : name;
}

function renamed({ paired, before, after }: Both<"metric">, context: Context): Draft[] {
  if (bareName(before) === bareName(after)) return [];
  return [seenDraft(`series ${becomes(before.name, after.name)}`, context.affected(paired.key), context)];
}

/** A histogram that is sent natively, or no more: queries read what it was as long as the buckets stay in the catalog. */
function sentNatively({ paired, before, after }: Both<"metric">, context: Context): Draft[] {
  const alerts = context.affected(paired.key);
  if (isNative(before) !== isNative(after)) {
    const now = isNative(after) ? "the native histogram, whose buckets need not end at a bound" : "its buckets";
    return [seenDraft(`queries of ${after.name} read ${now}`, alerts, context, [sentBoth(before, after)])];
  }
  if (before.native === after.native) return [];
  const what = after.native ? "is sent as a native histogram as well" : "is no more sent as a native histogram";
  return [{ what: `${after.name} ${what}`, direction: "neutral", means: ["queries read its buckets, as before"] }];
}

const sentBoth = (before: Metric, after: Metric): string =>
  isSentAlike(before, after)
    ? "the application sends both"
    : "the application has to send it in the other form before this is deployed; send both in between, with `native` beside `buckets`";

/** Matchers without those that the source brings: its own words for the environment are reported there. */
export function ownWhere({ where, from }: Metric): Matchers {
  const brought = from.environment;
  const isBrought = (label: string) => Object.hasOwn(brought, label) && JSON.stringify(brought[label]) === JSON.stringify(where[label]);
  return Object.fromEntries(Object.entries(where).filter(([label]) => !isBrought(label)));
}

const textOf = (matchers: Matchers): string => JSON.stringify(matchers);

/** Of the metrics of a service, the matchers that all have in common; undefined where they differ. */
export function whereOf(metrics: readonly Metric[]): Matchers | undefined {
  const [first, ...more] = metrics.map(ownWhere);
  return first && more.every((one) => textOf(one) === textOf(first)) ? first : undefined;
}

function selected({ paired, before, after }: Both<"metric">, context: Context): Draft[] {
  const [old, now] = [ownWhere(before), ownWhere(after)];
  if (textOf(old) === textOf(now)) return [];
  const service = paired.service?.sides;
  const shared = [service?.before, service?.after].map((side) => side && whereOf(side.metrics));
  // What holds for every metric of a service is reported once, at the service.
  if (shared.every((one) => one !== undefined)) return [];
  return [seenDraft(`selects ${becomes(matchersInWords(old), matchersInWords(now))}`, context.affected(paired.key), context)];
}

/** What a metric means: which of its events or minutes are bad. */
export const signalDiffer: EntryDiffer<"signal"> = {
  about: "signal",
  name: (signal) => `signal: ${kindInWords(signal)} of ${signal.metric.name}`,
  takes: [
    "raw",
    "kind",
    "metric",
    "bad",
    "good",
    "measure",
    "where",
    "across",
    "by",
    "groups",
    "outOf",
    "window",
    "quietTraffic",
    "trafficDuring",
  ],
  changes: (both, context) => [...meaning(both, context), ...traffic(both, context)],
  fields: {
    system: "derived",
    service: "derived",
    environment: "derived",
    from: "derived",
  },
};

/** It decides how long an alert on missing traffic waits; every other is only judged by it. */
function traffic({ paired, before, after }: Both<"signal">, context: Context): Draft[] {
  const [old, now] = [before, after].map(trafficInWords) as [string, string];
  if (old === now) return [];
  const what = `quiet traffic ${becomes(old, now)}`;
  const alerts = context.affected(paired.key).filter((pair) => (pair.after ?? pair.before)?.kind === "no-traffic");
  if (alerts.length > 0) return [seenDraft(what, alerts, context)];
  return [{ what, direction: "neutral", means: ["nothing that fires changes: it is what alerts are judged by for the quietest hour"] }];
}

/** `40/h`, or `0/h, 200/h during business-hours`. */
function trafficInWords(signal: Signal): string {
  if (signal.kind !== "events" || !signal.quietTraffic) return "none";
  const hourly = (rate: Fraction) => `${Number(rate.mul(3600).valueOf().toPrecision(6))}/h`;
  const during = (signal.trafficDuring ?? []).map(({ calendar, rate }) => `${hourly(rate)} during ${calendar.id}`);
  return [hourly(signal.quietTraffic), ...during].join(", ");
}

const kinds = { events: "share of bad events", slices: "share of bad minutes", value: "value", age: "age", count: "count" } as const;
const kindInWords = ({ kind }: Signal): string => kinds[kind];

function meaning({ paired, before, after }: Both<"signal">, context: Context): Draft[] {
  const { entries } = context;
  const differs = (old: unknown, now: unknown) => !alike(old, now, entries);
  const [old, now] = [selection(before), selection(after)];
  const [was, is] = [meaningOf(before), meaningOf(after)];
  const seen = [
    ...(before.kind === after.kind ? [] : [`kind ${becomes(before.kind, after.kind)}`]),
    ...(differs(before.metric, after.metric) ? [`metric ${becomes(before.metric.id, after.metric.id)}`] : []),
    ...(textOf(old) === textOf(now) ? [] : [`selects ${becomes(matchersInWords(old), matchersInWords(now))}`]),
    ...(differs(aspects(before), aspects(after)) ? [becomes(was, is)] : []),
  ];
  const groups = [groupsInWords(before), groupsInWords(after)] as const;
  const parts = [...seen, ...(groups[0] === groups[1] ? [] : [becomes(...groups)])];
  if (parts.length === 0)
    return reasonOf(before) === reasonOf(after) ? [] : [{ what: "reason of a raw query edited", direction: "neutral", about: "text" }];
  // How many groups there may be concerns the alert on their number alone.
  const all = context.affected(paired.key);
  const alerts = seen.length > 0 || !sameGroups(before, after) ? all : all.filter((pair) => (pair.after ?? pair.before)?.kind === "groups");
  return [seenDraft(parts.join(", "), alerts, context, [...counts(before, after), ...apart(before, after)])];
}

const reasonOf = (signal: Signal): string | undefined => ("raw" in signal ? signal.raw?.why : undefined);

function groupsInWords(signal: Signal): string {
  return isGrouped(signal) ? `by ${signal.groups.by.join(", ")}, at most ${signal.groups.atMost}` : "of all together";
}

/** What other groups detect, and what they do not: neither groups nor the whole detect all that the other does. */
function apart(before: Signal, after: Signal): string[] {
  if (before.kind === "value" || after.kind === "value" || sameGroups(before, after)) return [];
  const [old, now] = [labelsBy(before), labelsBy(after)];
  const each = (by: readonly string[]) => `each ${by.join(" and ")}`;
  return [
    ...(now.length > 0
      ? [`${each(now)} is an alert of its own: one that fails alone is detected, and failures that are spread thinly over all may not be`]
      : []),
    ...(old.length > 0 ? [`${each(old)} that fails alone is detected no longer where it is a small share of all`] : []),
  ];
}

/** Whether more or fewer of the same events are bad, where that can be proved. */
function counts(before: Signal, after: Signal): string[] {
  if (!isShareSignal(before) || !isShareSignal(after)) return [];
  const [more, fewer] = [asBad(after, before), asBad(before, after)];
  if (more === fewer) return [];
  return [more ? "whatever counted as bad still does, and more" : "less counts as bad than before"];
}

/** Matchers of its own, without those of its metric. */
function selection({ where, metric }: Pick<Signal, "where" | "metric">): Matchers {
  const isMetrics = (label: string) =>
    Object.hasOwn(metric.where, label) && JSON.stringify(metric.where[label]) === JSON.stringify(where[label]);
  return Object.fromEntries(Object.entries(where).filter(([label]) => !isMetrics(label)));
}

function aspects(signal: Signal): unknown {
  switch (signal.kind) {
    case "events":
      return [signal.bad, signal.raw?.reads];
    case "slices":
      return [signal.measure, signal.good];
    case "value":
      return signal.raw ? [signal.raw.query, signal.raw.reads, signal.raw.unit] : [signal.across, signal.by, signal.outOf, signal.window];
    case "age":
      return [signal.by];
    case "count":
      return [];
  }
}

/** What a signal counts or compares: `bad where status starts with 5`. */
export function meaningOf(signal: Signal): string {
  switch (signal.kind) {
    case "events":
      return badInWords(signal);
    case "slices":
      return minuteInWords(signal);
    case "value":
      if (signal.raw)
        return `raw query ${quoted(String(signal.raw.query))} on ${readBy(signal.raw)}, ${signal.raw.unit ? `in ${signal.raw.unit}` : "without a unit"}`;
      return `${signal.across} of ${windowInWords(signal.window)}its series${signal.by.length > 0 ? ` by ${signal.by.join(", ")}` : ""}${outOfInWords(signal)}`;
    case "age":
      return `age${signal.by.length > 0 ? ` by ${signal.by.join(", ")}` : ""}`;
    case "count":
      return "count";
  }
}

const readBy = ({ reads }: RawQuery): string => reads.map(({ id }) => id).join(", ");

/** A query in one line. */
const quoted = (query: string): string => `\`${query.replace(/\s+/g, " ").trim()}\``;

function badInWords({ bad, metric, where, raw }: EventsSignal): string {
  if ("raw" in bad) return `bad ${quoted(bad.raw.bad)} of all ${quoted(bad.raw.total)}${raw ? ` on ${readBy(raw)}` : ""}`;
  if ("filter" in bad) return `bad where ${matchersInWords(bad.filter)}`;
  if ("allBut" in bad) return `good where ${matchersInWords(bad.allBut)}`;
  if ("overBound" in bad) return `bad above ${measured(bad.overBound, metric)}`;
  if ("upToBound" in bad) return `bad at or below ${measured(bad.upToBound, metric)}`;
  const other = "metric" in bad ? bad.metric : bad.good;
  const isShared = (label: string) => [where, other.where].some((all) => JSON.stringify(all[label]) === JSON.stringify(bad.where[label]));
  const own = Object.fromEntries(Object.entries(bad.where).filter(([label]) => !isShared(label)));
  const selected = Object.keys(own).length === 0 ? "" : ` where ${matchersInWords(own)}`;
  return `${"metric" in bad ? "bad" : "good"} as ${other.id} counts them${selected}`;
}

const windowInWords = (window: ValueSignal["window"]): string =>
  window ? `the ${takeInWords(window.take)} over ${formatDuration(window.over)} of ` : "";

const outOfInWords = ({ outOf }: { readonly outOf?: Whole }): string => (outOf ? ` out of ${wholeInWords(outOf)}` : "");

function minuteInWords(signal: SlicesSignal): string {
  const { measure, good } = signal;
  if ("failed" in measure) {
    const least = measure.least > 1 ? `, of minutes with at least ${measure.least} events` : "";
    return `good while at most ${formatShare(good.under ?? new Fraction(0))} fail, where ${matchersInWords(measure.failed)}${least}`;
  }
  const unit = boundUnit(signal);
  if (unit === "bool") return `good while ${ofWhat(measure)} is ${good.over ? 1 : 0}`;
  const bounds = [
    ...(good.under ? [`under ${measured(good.under, { unit })}`] : []),
    ...(good.over ? [`over ${measured(good.over, { unit })}`] : []),
  ];
  return `good while ${ofWhat(measure)} is ${bounds.join(" and ")}`;
}

function ofWhat(measure: Exclude<SliceMeasure, FailedShare>): string {
  if ("quantile" in measure) return `the ${formatShare(measure.quantile)} quantile`;
  return "each" in measure ? "each series by itself" : `the ${measure.across}${outOfInWords(measure)}`;
}
