import { single } from "../../model/composite.ts";
import type { AlertCondition } from "../../model/condition.ts";
import { labelsBy } from "../../model/groups.ts";
import { formatDuration } from "../../model/quantity.ts";
import type { Condition, Matchers, ValueSignal } from "../../model/resolved.ts";
import { Inexpressible } from "./inexpressible.ts";
import { attribute, predicates } from "./predicate.ts";
import { badPredicate, measuredIn, placeOf, query } from "./source.ts";

/** What a condition of New Relic asks, over which window, and when the answer is an incident. All durations are seconds. */
export interface ConditionQuery {
  readonly query: string;
  readonly operator: "above" | "above_or_equals" | "below";
  /** shares in percent, values in the unit of the metric */
  readonly threshold: number;
  /** every answer within it must be beyond the threshold, and every one within it must not be until an incident is over */
  readonly thresholdDuration: number;
  readonly window: number;
  /** windows begin so often; absent where they do not overlap */
  readonly slideBy?: number;
  /** flow: a window is closed by later events; timer: when none has come for a minute */
  readonly method: "event_flow" | "event_timer";
  /** the value of an empty window between two with data */
  readonly gaps: "none" | "last_value";
  /** nothing that the query reads has come for so long */
  readonly lost: { readonly after: number; readonly opens: boolean };
}

const minute = 60;
/** "Streaming alerts: key terms and concepts", aggregation window. */
export const longestWindow = 6 * 3600;
/** Five minutes: "we recommend using at least 3-5 minutes" for the loss of a signal. */
const shortestSilence = 300;

type Of<Kind extends Condition["kind"]> = Extract<Condition, { kind: Kind }>;

/**
 * A condition as one NRQL condition.
 *
 * @param held seconds for which it must hold
 * @throws Inexpressible if one condition cannot say it
 *
 * @example
 * A share of failures, quiet below three of them:
 * ```sql
 * SELECT percentage(count(*), WHERE httpResponseCode LIKE '5%') * clamp_max(floor(filter(count(*), WHERE httpResponseCode LIKE '5%') / 3), 1)
 * FROM Transaction WHERE appName = 'not-a-label' AND environment = 'production' AND transactionType = 'Web'
 * ```
 */
export function conditionQuery(when: AlertCondition, held: number): ConditionQuery {
  switch (when.kind) {
    case "bad-share":
      return shareQuery(when, held);
    case "value":
      return valueQuery(when, held);
    case "count":
      return countQuery(when, held);
    case "absent":
      return absenceQuery(when, held);
    case "groups":
      return groupsQuery(when, held);
    case "or-absent": {
      const { lost, ...rest } = conditionQuery(when.of, held);
      return { ...rest, lost: { after: Math.max(lost.after, held), opens: true } };
    }
    default:
      throw new Inexpressible(reasons[when.kind]);
  }
}

type Said = Exclude<Condition["kind"], "occurs" | "age" | "forecast" | "change"> | "or-absent";
const joined = "a condition compares one number with one threshold and joins no others: a burn rate needs another source";
const reasons: Readonly<Record<Exclude<AlertCondition["kind"], Said>, string>> = {
  forecast: "a condition of New Relic does not extrapolate the trend of each series; write the value with above or below",
  change: "a condition of New Relic takes no COMPARE WITH; write a count or value with below or above what is usual",
  age: "a condition of New Relic knows no age; send the age as an attribute and compare its value, or write a count with below: 1",
  occurs: "New Relic's conditions know no issue that occurs, is resolved and occurs again; write a count",
  any: joined,
  all: joined,
  unless: joined,
  recovered: "a condition ends with its one threshold",
  flapping: "a condition ends with its one threshold",
  "source-silent": "New Relic cannot report its own silence",
  "probe-fails": "a condition asks no endpoint",
  certificate: "a condition asks no endpoint",
  "no-sign-of-life": "a condition cannot expect heartbeats",
};

/**
 * The share of bad events of the last `over` seconds, in percent; 0 while there are fewer than `least` bad ones: their
 * number by `least`, cut to a whole number and to 1 at most, is 0 or 1.
 */
function shareQuery({ signal: asked, above, over, least, inclusive }: Of<"bad-share">, held: number): ConditionQuery {
  const signal = single(asked);
  if (signal.kind === "slices") throw new Inexpressible("a condition cannot count bad minutes; use a share of events");
  const bad = badPredicate(signal);
  const share = `percentage(count(*), WHERE ${bad})`;
  const guard = `clamp_max(floor(filter(count(*), WHERE ${bad}) / ${least}), 1)`;
  return {
    query: query(least > 1 ? `${share} * ${guard}` : share, placeOf(signal.metric), signal.where, labelsBy(signal)),
    operator: inclusive ? "above_or_equals" : "above",
    threshold: above.mul(100).valueOf(),
    ...slidingWindow(over, held),
    method: "event_flow",
    gaps: "none",
    lost: { after: Math.max(over, shortestSilence), opens: false },
  };
}

export const noQuotient = "New Relic is asked for one attribute of an event; send the share itself as an attribute, and compare that";

export const noWindow = "a condition of New Relic looks at one minute after the other; write the value itself, with for";

const functions: Readonly<Record<Exclude<ValueSignal["across"], "sum">, string>> = { max: "max", min: "min", avg: "average" };

/** One answer a minute. A gauge is sent about once a minute: a minute that misses it by a moment has the value before. */
function valueQuery({ signal, compare, threshold }: Of<"value">, held: number): ConditionQuery {
  const { across, by, metric, where, outOf } = signal;
  if (outOf) throw new Inexpressible(noQuotient);
  if (signal.window) throw new Inexpressible(noWindow);
  if (across === "sum") throw new Inexpressible("a sum would grow with how often each instance reports; use max, min or avg");
  const place = measuredIn(metric);
  return {
    query: query(`${functions[across]}(${place.attribute})`, place, where, by),
    operator: compare,
    threshold: threshold.valueOf(),
    window: minute,
    // Its answers share no moment: each is a minute of its own.
    thresholdDuration: Math.max(checked(held, minute, longestDuration), minute),
    method: "event_flow",
    gaps: "last_value",
    lost: { after: shortestSilence, opens: false },
  };
}

/**
 * Events of the last `over` seconds. What tells the counted events from others of their type is in the function:
 * so the others are an answer of 0, where no answer at all would leave an incident open.
 *
 * One event is enough for "more than 0", so that nothing has to be waited for but its own batch.
 */
function countQuery({ signal, compare, threshold, over }: Of<"count">, held: number): ConditionQuery {
  const { metric, where } = signal;
  const own = matchersBesides(metric.where, where);
  const select = Object.keys(own).length === 0 ? "count(*)" : `filter(count(*), WHERE ${predicates(own)})`;
  const any = compare === "above" && threshold.compare(1) < 0;
  return {
    query: query(select, placeOf(metric), matchersIn(metric.where, where), labelsBy(signal)),
    operator: compare,
    threshold: threshold.valueOf(),
    ...slidingWindow(over, held),
    method: any ? "event_timer" : "event_flow",
    gaps: "none",
    // Nothing at all is fewer than any number of events.
    lost: { after: Math.max(over, shortestSilence), opens: compare === "below" },
  };
}

/** Combinations of the attributes among the events of a minute. */
function groupsQuery({ signal }: Of<"groups">, held: number): ConditionQuery {
  const { by, atMost } = signal.groups;
  return {
    query: query(`uniqueCount(${by.map(attribute).join(", ")})`, placeOf(signal.metric), signal.where),
    operator: "above",
    threshold: atMost,
    window: minute,
    thresholdDuration: Math.max(checked(held, minute, longestDuration), minute),
    method: "event_flow",
    gaps: "none",
    lost: { after: shortestSilence, opens: false },
  };
}

/** Never beyond its threshold, because a count is not below 0: there for the loss of its signal alone. */
function absenceQuery({ signal }: Of<"absent">, held: number): ConditionQuery {
  const after = Math.max(held, minute);
  if (after > longestSilence)
    throw new Inexpressible(`silence is detected within ${formatDuration(longestSilence)}, not after ${formatDuration(after)}`);
  return {
    query: query("count(*)", placeOf(signal.metric), signal.where),
    operator: "below",
    threshold: 0,
    window: minute,
    thresholdDuration: minute,
    method: "event_flow",
    gaps: "none",
    lost: { after, opens: true },
  };
}

/** `expirationDuration` of the API. */
const longestSilence = 48 * 3600;

/**
 * A window that ends anew every minute, or as often as New Relic can: it must be a whole part of the window, and of one
 * longer than two hours at least the twenty-fourth part (the provider's `slide_by`).
 */
function slidingWindow(over: number, held: number): Pick<ConditionQuery, "window" | "slideBy" | "thresholdDuration"> {
  if (over % minute !== 0) throw new Inexpressible(`a window is a whole number of minutes, not ${formatDuration(over)}`);
  if (over > longestWindow) throw new Inexpressible(`a window is at most ${formatDuration(longestWindow)}, not ${formatDuration(over)}`);
  const least = over > 7200 ? over / 24 : minute;
  let slideBy = minute;
  while (slideBy < over && (slideBy < least || over % slideBy !== 0)) slideBy += minute;
  return { window: over, ...(slideBy < over && { slideBy }), thresholdDuration: bothEnds(held, slideBy) };
}

/** A day: "Term arguments" of the provider. */
const longestDuration = 86_400;

/**
 * An answer tells of the moment at which its window ends, and what has held for `held` held at both ends of it: one answer
 * more than steps. As many as steps would be filled by one bad minute, which is in every window of five.
 */
function bothEnds(held: number, step: number): number {
  return checked(held, step, longestDuration - step) + step;
}

/** @throws Inexpressible if it is no whole number of answers, or more than the longest */
function checked(held: number, step: number, longest: number): number {
  if (held % step !== 0)
    throw new Inexpressible(`there is an answer every ${formatDuration(step)}, so that it cannot hold for ${formatDuration(held)}`);
  if (held > longest) throw new Inexpressible(`a condition holds for at most ${formatDuration(longest)}, not ${formatDuration(held)}`);
  return held;
}

const matchersIn = (base: Matchers, all: Matchers): Matchers =>
  Object.fromEntries(Object.entries(all).filter(([name]) => Object.hasOwn(base, name)));
const matchersBesides = (base: Matchers, all: Matchers): Matchers =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !Object.hasOwn(base, name)));
