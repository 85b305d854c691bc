import type Fraction from "fraction.js";
import { comparedUnit, stateOf } from "../../../model/compared.ts";
import { measuredOf } from "../../../model/composite.ts";
import { formatDuration, formatShare } from "../../../model/quantity.ts";
import { levelInWords, measured } from "../../../monitors/words.ts";
import type { Pair } from "../change.ts";
import type { Context } from "./context.ts";
import { type DetectionCondition, detectionConditionsOf } from "./detection-condition.ts";
import { asBad, sameMetric } from "./subsumption.ts";
import type { DirectionVerdict } from "./verdict.ts";
import { matchersInWords, share } from "./words.ts";

type Lost = { readonly condition: DetectionCondition; readonly pair: Pair };
type LostShare = { readonly condition: Extract<DetectionCondition, { kind: "share" }>; readonly pair: Pair };

/** What was detected and no longer is, a sentence each. */
export function gapsInWords(
  pairs: readonly Pair[],
  context: Context,
  verdict: (pair: Pair) => DirectionVerdict = context.verdict,
): string[] {
  const all = pairs.flatMap((pair) => verdict(pair).gaps.map((condition): Lost => ({ condition, pair })));
  const shares = Map.groupBy(all.filter(isShare), ({ condition }) => condition.signal.path);
  const several = shares.size > 1;
  const lines = [
    ...[...shares].map(([path, lost]) => `${shareInWords(lost, context)}${several ? ` (${path})` : ""}`),
    ...new Set(all.flatMap(({ condition, pair }) => (condition.kind === "share" ? [] : [gapInWords(condition, pair, context)]))),
  ];
  return lines.length <= mostLines ? lines : [...lines.slice(0, mostLines - 1), `and ${lines.length - mostLines + 1} other failures`];
}

/** More are counted: each entry that lost something is named where it has to say so. */
const mostLines = 8;

const isShare = (lost: Lost): lost is LostShare => lost.condition.kind === "share";

/** From the least share that was detected up to the least that still is. */
function shareInWords(lost: readonly LostShare[], context: Context): string {
  const [first] = lost;
  if (!first) return "";
  const { signal } = first.condition;
  const of = `failures of ${[...new Set(measuredOf(signal).map(({ metric }) => metric.name))].join(" and ")}`;
  const told = context.beside(first.pair).head.flatMap((alert) => detectionConditionsOf(alert, context.coverage(first.pair).traffic));
  const still = told.flatMap((by) => (by.kind === "share" && asBad(by.signal, signal) ? [by] : []));
  const from = least(lost.map(({ condition }) => condition.stated.rate));
  const until = least(still.map(({ stated }) => stated.rate));
  if (until && from && until.compare(from) > 0) return `${of} from ${share(from)} to ${share(until)} are no longer detected`;
  if (until) return `${of} in the quietest hour are no longer detected, where ${inQuiet(lost, still)}`;
  return lost.some(({ pair }) => pair.after)
    ? `${of} as they are counted today may go undetected: it detects other failures than before`
    : `${of} are no longer detected`;
}

function inQuiet(lost: readonly LostShare[], still: readonly LostShare["condition"][]): string {
  const from = least(lost.map(({ condition }) => condition.undetected.rate));
  const until = least(still.filter(({ pace }) => pace !== "plenty").map(({ undetected }) => undetected.rate));
  return from && until ? `they were detected from ${share(from)} on and now from ${share(until)}` : "too few come to fail";
}

const least = (rates: readonly Fraction[]): Fraction | undefined => {
  const [first, ...more] = rates;
  return first && more.reduce((low, next) => (next.compare(low) < 0 ? next : low), first);
};

function gapInWords(condition: Exclude<DetectionCondition, LostShare["condition"]>, pair: Pair, context: Context): string {
  switch (condition.kind) {
    case "level":
      return `${levelLost(condition)}${untilNow(condition, pair, context)} is no longer detected`;
    case "count":
      return `${condition.compare === "above" ? "more" : "fewer"} of ${condition.signal.metric.name} than ${hourly(condition.pace)} an hour${condition.during ? ` during ${condition.during.id}` : ""} are no longer detected`;
    case "trend":
      return `that ${condition.signal.metric.name} will be ${condition.compare} ${measured(condition.threshold, { unit: comparedUnit(condition.signal) })} is no longer foreseen`;
    case "changed":
      return `that ${condition.signal.metric.name} ${condition.compare} by ${formatShare(condition.by)} is no longer detected`;
    case "stale":
      return `that ${condition.signal.metric.name} is too old is no longer detected`;
    case "event":
      return `an event of ${condition.signal.metric.name} is no longer detected`;
    case "absence":
      return `that ${condition.signal.metric.name} has no data (${matchersInWords(condition.signal.where)}) is no longer detected`;
    case "probe":
      return `that ${condition.signal.url} does not answer ${condition.signal.endpoint.expect} within ${formatDuration(condition.signal.timeout)} is no longer detected`;
    case "certificate":
      return `that the certificate of ${new URL(condition.signal.url).host} expires is no longer detected`;
    case "silence":
      return `that ${condition.source.id} answers nothing is no longer detected`;
    case "life":
      return `that ${condition.of.evaluator} gives no sign of life is no longer detected`;
  }
}

const hourly = (pace: Fraction): string => String(Number(pace.mul(3600).valueOf().toPrecision(3)));

function levelLost(level: Extract<DetectionCondition, { kind: "level" }>): string {
  const { name } = level.signal.metric;
  return stateOf(level) === undefined ? `${name} ${levelInWords(level)}` : `that ${name} is ${levelInWords(level)}`;
}

/** ` and up to 5000`: where the same alert still detects a level that is further out. */
function untilNow(
  { signal, compare, threshold }: Extract<DetectionCondition, { kind: "level" }>,
  { after }: Pair,
  context: Context,
): string {
  const conditions = after ? detectionConditionsOf(after, context.coverage({ after }).traffic) : [];
  const still = conditions.find((one) => one.kind === "level" && one.compare === compare && sameMetric(one.signal.metric, signal.metric));
  return still?.kind === "level" && !still.threshold.equals(threshold)
    ? ` and ${compare === "above" ? "up" : "down"} to ${measured(still.threshold, { unit: comparedUnit(signal) })}`
    : "";
}
