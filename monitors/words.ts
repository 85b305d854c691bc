import type Fraction from "fraction.js";
import { comparedUnit, type Level, stateOf, takeInWords } from "../model/compared.ts";
import { partOf } from "../model/composite.ts";
import { isOutside } from "../model/condition.ts";
import { partsOf } from "../model/matcher.ts";
import type { UtcHours } from "../model/open-hours.ts";
import { decimal, formatDuration, formatShare, type Unit } from "../model/quantity.ts";
import type {
  AlertRule,
  Calendar,
  CompositeSignal,
  Condition,
  Hours,
  Matcher,
  Matchers,
  Pattern,
  ProbeCondition,
  RawQuery,
  ShareSignal,
  SingleShare,
  ValueSignal,
  Whole,
} from "../model/resolved.ts";
import { isEach } from "../model/slices.ts";
import { week } from "../model/weekday.ts";
import { type BurnTier, percent } from "./burn-rate.ts";

const badShareOf = { events: "bad share", slices: "share of bad minutes" } as const satisfies Record<SingleShare["kind"], string>;

/** What a bad share is a share of, for the person who reads it: no id, because a rename must not touch the alert. */
export function badShare(signal: ShareSignal): string {
  if (signal.kind === "composite") return badShareOfAll(signal);
  if (isEach(signal)) return `share of bad series of ${signal.metric.name}`;
  const of = signal.kind === "events" && signal.raw ? `the raw query on ${readInWords(signal.raw)}` : signal.metric.name;
  return `${badShareOf[signal.kind]} of ${of}`;
}

/** By the services that have them, since several may have metrics of one name. */
function badShareOfAll(composite: CompositeSignal): string {
  const each = composite.of.map((member) => {
    const part = composite.join === "worst" ? "" : ` (${percent(partOf(composite, member))})`;
    return `the ${badShare(member.signal)} of ${member.signal.service}${part}`;
  });
  return `${composite.join === "worst" ? "highest" : "weighted sum"} of ${each.slice(0, -1).join(", ")} and ${each.at(-1)}`;
}

const readInWords = ({ reads }: RawQuery): string => reads.map(({ name }) => name).join(", ");

/** `the bad share of http_requests_total is 1.44% or more over 1h and 5m, or 0.6% or more over 6h and 30m`. */
export function tiersInWords(signal: ShareSignal, tiers: readonly BurnTier[]): string {
  const each = tiers.map(
    ({ threshold, long, short }) => `${percent(threshold)} or more over ${formatDuration(long)} and ${formatDuration(short)}`,
  );
  return `the ${badShare(signal)} is ${each.join(", or ")}`;
}

/** A condition of the catalog in words, for example `the bad share of http_requests_total is above 5% over 5m`. */
function conditionInWords(when: Condition | ProbeCondition): string {
  switch (when.kind) {
    case "bad-share": {
      const least = when.least > 0 ? ` with at least ${when.least} failures` : "";
      return `the ${badShare(when.signal)} is above ${formatShare(when.above)} over ${formatDuration(when.over)}${least}`;
    }
    case "value":
      return `the ${valueInWords(when.signal)} is ${levelInWords(when)}`;
    case "forecast": {
      const { signal, compare, threshold, within, from, now } = when;
      const value = (bound: Fraction) => `${compare} ${measured(bound, { unit: comparedUnit(signal) })}`;
      const present = now ? `, and it is ${value(now)} now` : "";
      return `by the trend of ${formatDuration(from)}, the ${valueInWords(signal)} will be ${value(threshold)} in ${formatDuration(within)}${present}`;
    }
    case "change":
      return changeInWords(when);
    case "age": {
      const { by, metric } = when.signal;
      const of = `${metric.name}${by.length > 0 ? ` (by ${by.join(", ")})` : ""}`;
      const age = formatDuration(when.olderThan);
      return metric.kind === "counter" ? `there is no increase of ${of} for ${age}` : `the latest ${of} is more than ${age} ago`;
    }
    case "count":
      return `${when.signal.metric.name} counted ${moreOrFewer[when.compare]} ${decimal(when.threshold)} in ${formatDuration(when.over)}${when.during ? ` during ${when.during.id}` : ""}`;
    case "occurs":
      return `an event of ${when.signal.metric.name} occurs for the first time, again, or after it was resolved`;
    case "absent":
      return `${when.signal.metric.name} has no series`;
    case "groups":
      return `${when.signal.metric.name} has more than ${when.signal.groups.atMost} groups (by ${when.signal.groups.by.join(", ")})`;
    case "probe-fails":
      return `${when.signal.url} does not answer ${when.signal.endpoint.expect} within ${formatDuration(when.signal.timeout)}`;
    case "certificate":
      return `the certificate of ${new URL(when.signal.url).host} expires within ${formatDuration(when.within)}`;
  }
}

function valueInWords({ across, metric, by, outOf, window, raw }: ValueSignal): string {
  if (raw) return `raw query on ${readInWords(raw)}`;
  const whole = outOf ? ` out of that of ${wholeInWords(outOf)}` : "";
  const each = window ? ` ${takeInWords(window.take)} over ${formatDuration(window.over)}` : "";
  return `${acrossInWords[across]}${each} of ${metric.name}${whole}${by.length > 0 ? ` (by ${by.join(", ")})` : ""}`;
}

function changeInWords({ signal, compare, by, over, against, least }: Extract<Condition, { kind: "change" }>): string {
  const [share, time, before] = [formatShare(by), formatDuration(over), `${formatDuration(against)} before`];
  return signal.kind === "count"
    ? `${signal.metric.name} counted at least ${share} ${fewerOrMore[compare]} in ${time} than ${before}, when there were at least ${decimal(least)}`
    : `the ${valueInWords(signal)}, averaged over ${time}, is at least ${share} ${lowerOrHigher[compare]} than ${before}, when it was at least ${measured(least, { unit: comparedUnit(signal) })}`;
}

/** The whole rule: condition, duration, and what missing data does. */
export function ruleInWords(rule: AlertRule): string {
  const held = rule.for > 0 ? `, for ${formatDuration(rule.for)}` : "";
  const missing = rule.missing === "fire" && rule.when.kind !== "absent" && !isOutside(rule.when) ? ", or there is no data" : "";
  return sentence(`${conditionInWords(rule.when)}${missing}${held}`);
}

/** `mon, tue 09:00-18:00; sat 10:00-14:00 (Europe/Berlin)`. */
export const calendarInWords = ({ windows, timeZone }: Calendar): string => `${windows.map(hoursInWords).join("; ")} (${timeZone})`;

/** `mon, tue 09:00-18:00`. */
export const hoursInWords = ({ days, from, to }: Hours): string => `${days.join(", ")} ${from}-${to}`;

/** `mon, tue 08:05-16:00`. */
export function utcInWords({ days, from, to }: UtcHours): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const clock = (at: number) => `${two(Math.floor(at / 60))}:${two(at % 60)}`;
  return `${days.map((day) => week.at(day - 1)).join(", ")} ${clock(from)}-${clock(to)}`;
}

const acrossInWords = { min: "lowest", max: "highest", avg: "average", sum: "sum" } as const;
const fewerOrMore = { falls: "fewer", rises: "more" } as const;
const lowerOrHigher = { falls: "lower", rises: "higher" } as const;
const moreOrFewer = { above: "more than", below: "fewer than" } as const;

const inUnit: Record<Unit, (value: Fraction) => string> = {
  s: (value) => formatDuration(value.valueOf()),
  ms: (value) => formatDuration(value.div(1000).valueOf()),
  timestamp: decimal,
  "timestamp-ms": decimal,
  ratio: formatShare,
  percent: (value) => `${decimal(value)}%`,
  bytes: (value) => `${decimal(value)} bytes`,
  bool: decimal,
};

/** A threshold with its unit. */
export function measured(value: Fraction, { unit }: { readonly unit?: Unit | undefined }): string {
  return unit === undefined ? decimal(value) : inUnit[unit](value);
}

/** `above 90%`; of a gauge that is 0 or 1, the state itself: `0`. */
export function levelInWords(when: Level): string {
  const state = stateOf(when);
  return state === undefined ? `${when.compare} ${measured(when.threshold, { unit: comparedUnit(when.signal) })}` : String(state);
}

/** `starts with 5 or is 429 and is not 501`. */
export function matcherInWords(matcher: Matcher): string {
  if ("anyOf" in matcher) return `is any of ${matcher.anyOf.join(", ")}`;
  const { some, none } = partsOf(matcher);
  const not = none.map((one) => patternInWords(one, negations));
  return [some.map((one) => patternInWords(one, verbs)).join(" or "), ...not].filter((part) => part !== "").join(" and ");
}

const verbs = { is: "is", startsWith: "starts with", matches: "matches" };
const negations = { is: "is not", startsWith: "does not start with", matches: "does not match" };

function patternInWords(pattern: Pattern, { is, startsWith, matches }: typeof verbs): string {
  if ("is" in pattern) return `${is} ${pattern.is === "" ? "empty" : pattern.is}`;
  return "startsWith" in pattern ? `${startsWith} ${pattern.startsWith}` : `${matches} ${pattern.matches}`;
}

/** `status starts with 5 and method is POST`. */
export function matchersInWords(matchers: Matchers): string {
  const each = Object.entries(matchers).map(([label, matcher]) => `${label} ${matcherInWords(matcher)}`);
  return each.length === 0 ? "everything" : each.join(" and ");
}

/** The gauge of which another is a share, by its own matchers. */
export function wholeInWords({ metric, where }: Whole): string {
  const own = Object.entries(where).filter(([label, matcher]) => JSON.stringify(metric.where[label]) !== JSON.stringify(matcher));
  return own.length > 0 ? `${metric.name} where ${matchersInWords(Object.fromEntries(own))}` : metric.name;
}

/** A sentence of a clause. */
export const sentence = (clause: string): string => `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
