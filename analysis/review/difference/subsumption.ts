import type Fraction from "fraction.js";
import { boundOf } from "../../../model/bad-events.ts";
import { measuredOf, partOf } from "../../../model/composite.ts";
import { labelsBy } from "../../../model/groups.ts";
import { isWithin, valueFor } from "../../../model/matcher.ts";
import { isBoundary, isNative } from "../../../model/native-histogram.ts";
import type {
  Across,
  AgeSignal,
  CompositeSignal,
  EventsSignal,
  Matcher,
  Matchers,
  Metric,
  RawQuery,
  ShareSignal,
  Signal,
  SlicesSignal,
  ValueSignal,
  Whole,
} from "../../../model/resolved.ts";

/*
 * Which signal sees at least what another sees, as far as matchers and bounds prove it. What is not proved here is taken
 * for something else.
 */

export type Comparison = "above" | "below";

/** Whether it is certain that every value that `inner` takes is taken by `outer`. */
const takes = (outer: Matcher, inner: Matcher): boolean =>
  JSON.stringify(outer) === JSON.stringify(inner) || isWithin(inner, outer) === true;

/** Whether `outer` selects every series that `inner` selects. A label without a matcher takes anything. */
export function isMatchedBy(outer: Matchers, inner: Matchers): boolean {
  return Object.entries(outer).every(([label, matcher]) => {
    const other = Object.hasOwn(inner, label) ? inner[label] : undefined;
    return other !== undefined && takes(matcher, other);
  });
}

export const sameMatchers = (one: Matchers, other: Matchers): boolean => isMatchedBy(one, other) && isMatchedBy(other, one);

/** The same series, wherever they are in the catalog. */
export function sameMetric(one: Metric, other: Metric): boolean {
  return (
    one.kind === other.kind &&
    one.name === other.name &&
    one.unit === other.unit &&
    one.from.id === other.from.id &&
    heldIn(one) === heldIn(other) &&
    isSentAlike(one, other)
  );
}

/** Whether what the one reads is sent where the other is: a histogram with buckets, natively, or both at once. */
export function isSentAlike(one: Metric, other: Metric): boolean {
  return isNative(one) === isNative(other) || (one.native === true && other.native === true);
}

/** Whether both count the same: a bound inside of a native bucket is interpolated, which proves nothing of one that is counted. */
function countsAlike(one: Metric, other: Metric, bounds: readonly (Fraction | undefined)[]): boolean {
  return isNative(one) === isNative(other) || bounds.every((bound) => bound === undefined || isBoundary(bound));
}

/** Where no label tells the environment: the hosts of a tag, the lines of a log group. */
function heldIn({ from }: Metric): string {
  if ("tag" in from) return from.tag;
  return "group" in from ? from.group : "";
}

/** Whether both are measured for each of the same groups by itself, or for all series together. */
export const sameGroups = (one: Signal, other: Signal): boolean =>
  String([...labelsBy(one)].sort()) === String([...labelsBy(other)].sort());

/**
 * Whether, of the same events, `wider` counts at least those as bad that `other` does: then its share is never lower.
 * Events of more series prove nothing: what fails in a few of them may be a small share of all. Nor do groups and the whole: a
 * group that fails alone is a small share of all, and of failures that are spread over all groups each may have too few.
 */
export function asBad(wider: ShareSignal, other: ShareSignal): boolean {
  if (wider.kind === "composite") return asBadAsAll(wider, other);
  // A sum is no higher than the highest of its parts, and nothing else is known of it.
  if (other.kind === "composite") return other.of.every(({ signal }) => asBad(wider, signal));
  if (!sameMetric(wider.metric, other.metric) || !sameMatchers(wider.where, other.where) || !sameGroups(wider, other)) return false;
  const alike = (...bounds: readonly (Fraction | undefined)[]) => countsAlike(wider.metric, other.metric, bounds);
  if (wider.kind === "slices") return other.kind === "slices" && badMinutes(wider, other) && alike(wider.good.under, other.good.under);
  return other.kind === "events" && badEvents(wider.bad, other.bad) && alike(boundOf(wider.bad), boundOf(other.bad));
}

/**
 * The worst of several is as bad as any of them, and so as any sum of their parts. Of two sums it is certain where each part has the
 * same weight in both.
 */
function asBadAsAll(wider: CompositeSignal, other: ShareSignal): boolean {
  if (wider.join === "worst") return measuredOf(other).every((one) => wider.of.some(({ signal }) => asBad(signal, one)));
  if (other.kind !== "composite") return wider.of.every(({ signal }) => asBad(signal, other));
  if (other.join === "worst" || wider.of.length !== other.of.length) return false;
  const left = new Set(wider.of);
  return other.of.every((member) => {
    const one = [...left].find((of) => partOf(wider, of).equals(partOf(other, member)) && asBad(of.signal, member.signal));
    return one !== undefined && left.delete(one);
  });
}

function badEvents(wider: EventsSignal["bad"], other: EventsSignal["bad"]): boolean {
  if ("filter" in wider) {
    if ("allBut" in other) return isRest(wider.filter, other.allBut);
    return "filter" in other && isMatchedBy(wider.filter, other.filter);
  }
  if ("allBut" in wider) {
    // Fewer are good, or none of the bad ones is.
    if ("filter" in other) return areApart(wider.allBut, other.filter);
    return "allBut" in other && isMatchedBy(other.allBut, wider.allBut);
  }
  if ("overBound" in wider) return "overBound" in other && wider.overBound.compare(other.overBound) <= 0;
  // What one query counts that another does not, nobody knows: they are the same, or prove nothing of each other.
  if ("raw" in wider) return "raw" in other && JSON.stringify(wider.raw) === JSON.stringify(other.raw);
  if ("upToBound" in wider) return "upToBound" in other && wider.upToBound.compare(other.upToBound) >= 0;
  if ("good" in wider) return "good" in other && sameMetric(wider.good, other.good) && sameMatchers(wider.where, other.where);
  return "metric" in other && sameMetric(wider.metric, other.metric) && sameMatchers(wider.where, other.where);
}

/** Whether a filter of one label takes every value that good events do not have. */
function isRest(filter: Matchers, good: Matchers): boolean {
  const [[label, matcher] = [], ...more] = Object.entries(filter);
  const fine = label === undefined ? undefined : good[label];
  if (!matcher || !fine || more.length > 0 || Object.keys(good).length > 1) return false;
  return valueFor([matcher, fine], (taken) => !taken.some(Boolean)) === "none";
}

/** Whether no series is in both: there is a label that has no value for both. */
const areApart = (one: Matchers, other: Matchers): boolean =>
  Object.entries(one).some(([label, matcher]) => {
    const second = Object.hasOwn(other, label) ? other[label] : undefined;
    return second !== undefined && valueFor([matcher, second], (taken) => taken.every(Boolean)) === "none";
  });

/** A minute is bad outside of both bounds: bounds that are closer, and a measure that lies further out, make more of them bad. */
function badMinutes(wider: SlicesSignal, other: SlicesSignal): boolean {
  const { under, over } = other.good;
  const above = under === undefined || (wider.good.under !== undefined && wider.good.under.compare(under) <= 0 && isHigher(wider, other));
  const below = over === undefined || (wider.good.over !== undefined && wider.good.over.compare(over) >= 0 && isHigher(other, wider));
  return above && below;
}

/** Whether the measure of the one is never below that of the other. */
function isHigher({ measure: one }: SlicesSignal, { measure: other }: SlicesSignal): boolean {
  if ("quantile" in one) return "quantile" in other && one.quantile.compare(other.quantile) >= 0;
  if ("failed" in one) return "failed" in other && one.least === other.least && isMatchedBy(one.failed, other.failed);
  // Of single series each is the same in both.
  if ("each" in one) return "each" in other;
  if (!("across" in other)) return false;
  if (one.outOf || other.outOf) return one.across === other.across && sameWhole(one.outOf, other.outOf);
  return isHigherAcross(one.across, other.across);
}

/** The sum of values has no place in this order: nothing says that they are not negative. */
const rank: Readonly<Record<Exclude<Across, "sum">, number>> = { min: 0, avg: 1, max: 2 };

function isHigherAcross(one: Across, other: Across): boolean {
  if (one === other) return true;
  return one !== "sum" && other !== "sum" && rank[one] >= rank[other];
}

/** Whether a group of `finer` is stale whenever one of `other` is: the latest of fewer series is no later. */
export function isAsStale(finer: AgeSignal, other: AgeSignal): boolean {
  return (
    sameMetric(finer.metric, other.metric) && sameMatchers(finer.where, other.where) && other.by.every((label) => finer.by.includes(label))
  );
}

/** The same text on the same series. */
function isSameRaw(one: RawQuery | undefined, other: RawQuery | undefined): boolean {
  if (!one || !other || JSON.stringify(one.query) !== JSON.stringify(other.query)) return false;
  return one.reads.every((metric) => other.reads.some((same) => sameMetric(metric, same) && sameMatchers(metric.where, same.where)));
}

interface Level {
  readonly signal: ValueSignal;
  readonly compare: Comparison;
}

/** Whether a value of `wider` is out of bounds whenever one of `other` is out of the same bounds. */
export function widerValue(wider: Level, other: Level): boolean {
  const [one, two] = [wider.signal, other.signal];
  if (one.raw || two.raw) return isSameRaw(one.raw, two.raw);
  if (!sameMetric(one.metric, two.metric) || JSON.stringify(one.window) !== JSON.stringify(two.window)) return false;
  // Of a share only the same one is known: the highest of both sides is the share of no series.
  if (one.outOf || two.outOf)
    return one.across === two.across && sameWhole(one.outOf, two.outOf) && sameMatchers(one.where, two.where) && sameGroups(one, two);
  const further = other.compare === "above" ? isHigherAcross(one.across, two.across) : isHigherAcross(two.across, one.across);
  if (!further) return false;
  // The highest of all series is the highest of some group of them, and that of more series is no lower.
  if (one.across === (other.compare === "above" ? "max" : "min")) return isMatchedBy(one.where, two.where);
  return sameMatchers(one.where, two.where) && sameGroups(one, two);
}

const sameWhole = (one: Whole | undefined, other: Whole | undefined): boolean =>
  one !== undefined && other !== undefined && sameMetric(one.metric, other.metric) && sameMatchers(one.where, other.where);
