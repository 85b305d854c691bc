import type Fraction from "fraction.js";
import { watchedBound } from "../../model/bad-events.ts";
import { measuredOf, weightOf } from "../../model/composite.ts";
import {
  type AlertCondition,
  beyondChance,
  type Flapping,
  factorOf,
  measured,
  type Recovered,
  type RecoveryProof,
} from "../../model/condition.ts";
import { decimal, formatDuration } from "../../model/quantity.ts";
import type { BadShare, Condition, Signal, SingleShare, Source } from "../../model/resolved.ts";
import { olderThan } from "./age.ts";
import { bucketMatcher } from "./bucket.ts";
import { countSince, shareOfWhole } from "./calendar.ts";
import { composedShare } from "./composite.ts";
import { gaugeValue } from "./gauge.ts";
import { hoursQuery } from "./hours.ts";
import { badMinutesOver, countOver, earlier, recorded, recordedOver } from "./recording.ts";
import { aggregate, selector } from "./selector.ts";
import { recordedSelector, tileSeconds, totalName } from "./tile.ts";

/** How the windows of a condition are written: summed up where they are read, or as recordings of their own. */
export interface Windows {
  /** events or bad events of the last `over` seconds */
  readonly count: typeof countOver;
  /** that a share is reached, where it is recorded; guards are added to it */
  readonly reached?: (leaf: BadShare) => string;
  /** a recording that is there while failures in so many minutes are more than chance */
  readonly beyond?: (leaf: BadShare) => string;
  /** a recording that is there while trouble is over */
  readonly recovered?: (when: Recovered) => string;
  /** a recording that is there while trouble comes and goes */
  readonly flapping?: (when: Flapping) => string;
  /** a recording that is there while a condition holds which several alerts read */
  readonly known?: (when: AlertCondition) => string | undefined;
}

const inPlace: Windows = { count: countOver };

/**
 * A condition as PromQL that returns series exactly while it holds, and none otherwise, also none where there is no
 * data. The query of a silent source that Grafana asks returns 0 while a target answers: there no answer alerts as well.
 *
 * @example
 * The gauge is above 90 anywhere: `{ signal: cpu, when: { above: 90% } }`
 * ```promql
 * max by (instance) (cpu_usage_percent{env="prod",service="dreamlust-hosts"}) > 90
 * ```
 */
export function conditionQuery(condition: AlertCondition, windows = inPlace): string {
  const when = measured(condition);
  const known = windows.known?.(when);
  if (known !== undefined) return known;
  switch (when.kind) {
    case "bad-share":
      return badShare(when, windows);
    case "value":
      return `${gaugeValue(when.signal)}${when.signal.outOf ? "\n" : " "}${sign(when)} ${decimal(when.threshold)}`;
    case "forecast":
      return forecast(when);
    case "change":
      return changed(when);
    case "age":
      return olderThan(when);
    case "count":
      return within(`${countOver("total", when.signal, when.over)} ${sign(when)} ${decimal(when.threshold)}`, when);
    case "occurs":
      throw new Error(`a counter does not know events by their cause, and the checks refuse it: ${when.signal.path}`);
    case "absent":
      return absent(when.signal);
    case "groups":
      return `count(${recordedSelector(recorded.total.minute, when.signal)}) > ${when.signal.groups.atMost}`;
    case "or-absent":
      return [conditionQuery(when.of), ...measuredOf(when.of.signal).map(absent)].join("\nor\n");
    case "any":
      return joined(when.of, "or", windows);
    case "all":
      return joined(when.of, "and", windows);
    case "unless":
      return joined([when.of, when.unless], "unless", windows);
    case "recovered":
      return windows.recovered?.(when) ?? recoveredQuery(when, windows);
    case "flapping":
      return windows.flapping?.(when) ?? flapping(when);
    case "source-silent":
      return silent(when.source);
  }
}

/** What holds only within the hours of a calendar, which have no labels. */
function within(query: string, { during, over }: Extract<Condition, { kind: "count" }>): string {
  if (!during) return query;
  const { open, closed } = hoursQuery(during, over);
  const only = open === undefined ? [] : [`and on () (\n${indent(open)}\n)`];
  const but = closed === undefined ? [] : [`unless on () (\n${indent(closed)}\n)`];
  return [query, ...only, ...but].join("\n");
}

/** Each series has a trend of its own; the least, highest, average or sum is that of what they lead to. */
function forecast({ signal, compare, threshold, within, from, now }: Extract<Condition, { kind: "forecast" }>): string {
  const beyond = (value: string, bound: Fraction) => `${value}${signal.outOf ? "\n" : " "}${sign({ compare })} ${decimal(bound)}`;
  const led = (series: string) => `predict_linear(${series}[${formatDuration(from)}], ${within})`;
  const ahead = beyond(gaugeValue(signal, led), threshold);
  return enclosed([ahead, ...(now ? [beyond(gaugeValue(signal), now)] : [])], "and");
}

/**
 * Averages are compared, because a gap in either time must be no change: of the minutes that were counted there are fewer.
 * What was too little before is no base of a change.
 */
function changed({ signal, compare, by, over, against, least }: Extract<Condition, { kind: "change" }>): string {
  const becomes = `${compare === "falls" ? "<=" : ">="} ${decimal(factorOf(compare, by))} *`;
  if (signal.kind === "count") {
    const [now, then] = [0, against].map((before) => recordedOver("total", signal, over, before));
    return `avg_over_time(${now})\n${becomes} (\n  avg_over_time(${then})\n  and\n  sum_over_time(${then}) >= ${decimal(least)}\n)`;
  }
  const series = `${selector(signal.metric.name, signal.where)}[${formatDuration(over)}]`;
  const [now, then] = [0, against].map((before) => `${aggregate(signal.across, signal.by)}(avg_over_time(${series}${earlier(before)}))`);
  return `${now}\n${becomes} (${then} >= ${decimal(least)})`;
}

/**
 * Counts are compared, nothing is divided: each series is read once, and an hour without requests is 0 > 0 and not NaN.
 * The failures are filtered before the comparison: by `least`, or where the share itself counts, because 0 >= 0 holds.
 */
function badShare(leaf: BadShare, { count, reached, beyond }: Windows): string {
  const { signal, above, over, calendar, least, inclusive, leastMinutes } = leaf;
  if (signal.kind === "composite") {
    const whole = signal.join === "worst" ? above : above.mul(weightOf(signal));
    return `${composedShare(signal, over, least)}\n${inclusive ? ">=" : ">"} ${decimal(whole)}`;
  }
  const bad = calendar ? countSince("bad", signal, calendar) : count("bad", signal, over);
  if (reached) {
    // Of a recorded share one that is reached is above 0.
    if (least === 0) return reached(leaf);
    const counted = `${bad} >= ${least}`;
    return `${reached(leaf)}\nand ${leastMinutes === undefined || !beyond ? counted : `(\n  ${counted}\n  or ${beyond(leaf)}\n)`}`;
  }
  const allowed = calendar ? shareOfWhole(above, signal, calendar) : `${decimal(above)} * ${count("total", signal, over)}`;
  const counted = least > 0 ? `(${bad} >= ${least})` : inclusive ? `(${bad} > 0)` : bad;
  const enough =
    leastMinutes === undefined ? counted : `(\n  ${counted}\n  or\n${indent(`${bad}\nand ${beyondChanceQuery({ ...leaf, signal })}`)}\n)`;
  return `${enough}\n${inclusive ? ">=" : ">"} ${allowed}`;
}

/**
 * Minutes with a failure above those that are expected, where they are enough, and more than chance makes of what is expected.
 *
 * @param count how events are counted
 * @param more a label that counts have and minutes have not
 */
export function beyondChanceQuery(
  { signal, above, over, leastMinutes = 0 }: BadShare & { readonly signal: SingleShare },
  count: Windows["count"] = countOver,
  more?: string,
): string {
  const matching = more === undefined ? "" : ` ignoring(${more}) group_right ()`;
  const expected = `${decimal(above)} * ${count("total", signal, over)}`;
  return `(${badMinutesOver(signal, over)} >= ${leastMinutes}) -${matching} ${expected}\n  >= ${beyondChance} * sqrt(${expected})`;
}

/**
 * Shares are compared by multiplying with the other's total: nothing is divided here either. Where failures are too many, `clamp_min` has no
 * value, and nothing is proved.
 *
 * @param known a query which says that one of the first so many `proofs` holds, at a rate that may be too high: the own one is added
 */
export function recoveredQuery(
  { proofs, ...health }: Recovered,
  windows = inPlace,
  known?: { readonly query: string; readonly proofs: number },
): string {
  const counts = (over: number) => [windows.count("bad", health.signal, over), windows.count("total", health.signal, over)] as const;
  const proof = ({ over, lower, than, failures }: RecoveryProof) => {
    const [[bad, total], [before, all]] = [counts(over), counts(than)];
    const kept = failures === undefined ? healthyQuery(health, over, "", windows) : `${bad} <= ${failures}`;
    const failed = kept.includes("\n") ? `clamp_min(\n${indent(kept)},\n  1\n)` : `clamp_min(${kept}, 1)`;
    return `${lower} * ${failed} * ${all}\n<= ${before} * ${total}`;
  };
  const [first] = proofs;
  if (!known || !first) return enclosed(proofs.map(proof), "or");
  const held = `${known.query}\nand\n${healthyQuery(health, first.over, "", windows)}`;
  return enclosed([held, ...proofs.slice(known.proofs).map(proof)], "or");
}

/** Whether the rate is kept over the pause becomes a line of 1 and 0, whose falls are counted: trouble has begun as often as that. */
function flapping(when: Flapping): string {
  return begunAgain(`(\n${indent(healthyQuery(when, when.pause))}\n)[${formatDuration(when.memory)}:${formatDuration(tileSeconds)}]`);
}

/** @param line 1 and 0 of some time, as a range */
export const begunAgain = (line: string): string => `resets(${line}) > 1`;

/** Whether what is no trouble was kept for `over` seconds: a line of 1 and 0, or a filter. */
export function healthyQuery(
  { signal, rate, spare }: Pick<Flapping, "signal" | "rate" | "spare">,
  over: number,
  compare: "bool " | "" = "bool ",
  { count } = inPlace,
): string {
  return `${count("bad", signal, over)}\n<= ${compare}${decimal(rate)} * ${count("total", signal, over)} + ${spare}`;
}

const sign = ({ compare }: { compare: "above" | "below" }): string => (compare === "above" ? ">" : "<");

/**
 * Whether no target answers, which a Prometheus detects even if none is left. Grafana sees no answer of the Prometheus itself:
 * for it there is a 0 while one answers.
 */
function silent(source: Source): string {
  const untargeted = `sum(absent(${selector("up", source.environment)} == 1))`;
  return source.kind === "prometheus" && source.evaluator === "grafana" ? `${untargeted}\nor\nvector(0)` : untargeted;
}

/** The labels of `absent` are those of its matchers; without them, a gone series is the same alert as a bad one. */
function absent(signal: Signal): string {
  return `sum(absent(${watchedSeries(signal)}))`;
}

/** The series without which a signal sees nothing: for latency the bucket itself, which a changed bound would remove. */
function watchedSeries(signal: Signal): string {
  const bound = watchedBound(signal);
  if (bound) return selector(`${signal.metric.name}_bucket`, signal.where, bucketMatcher(bound));
  return selector(totalName(signal.metric), signal.where);
}

type Operator = "and" | "or" | "unless";

function joined(of: readonly AlertCondition[], operator: Operator, windows: Windows): string {
  const parts = of.map((part) => conditionQuery(part, windows));
  return windows.reached ? chained(parts, operator) : enclosed(parts, operator);
}

/** A line for each operand; what has several is in parentheses, but a longer `and` in an `and`. */
function chained(parts: readonly string[], operator: Operator): string {
  if (parts.length === 1) return parts.join();
  const isPlain = (part: string) => operator === "and" && !part.startsWith("(") && !/^\s*(or|unless) /m.test(part);
  return parts.map((part) => (part.includes("\n") && !isPlain(part) ? `(\n${indent(part)}\n)` : part)).join(`\n${operator} `);
}

function enclosed(parts: readonly string[], operator: Operator): string {
  const [first, ...more] = parts;
  if (first !== undefined && more.length === 0) return first;
  return parts.map((part) => `(\n${indent(part)}\n)`).join(`\n${operator}\n`);
}

const indent = (text: string): string => `  ${text.replaceAll("\n", "\n  ")}`;
