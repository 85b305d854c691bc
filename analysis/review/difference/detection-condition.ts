import Fraction from "fraction.js";
import { measuredOf } from "../../../model/composite.ts";
import type { AlertCondition } from "../../../model/condition.ts";
import { isGrouped } from "../../../model/groups.ts";
import { isOpenWith } from "../../../model/open-hours.ts";
import type {
  AgeSignal,
  Calendar,
  CountSignal,
  EventsSignal,
  Living,
  ProbeSignal,
  ShareSignal,
  Signal,
  Source,
  ValueSignal,
} from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { waysOf } from "../../../monitors/shares.ts";
import { type Undetected, undetectedOf } from "../../../monitors/undetected.ts";
import { asBad, type Comparison, isAsStale, isMatchedBy, sameGroups, sameMatchers, sameMetric, widerValue } from "./subsumption.ts";

/** One kind of failure that an alert detects, and what stays undetected. */
export type DetectionCondition =
  /** `undetected`: the end of what never fires it, at a pace; `stated`: the same where traffic is plenty */
  | {
      readonly kind: "share";
      readonly signal: ShareSignal;
      readonly pace: Pace;
      readonly undetected: Undetected;
      readonly stated: Undetected;
    }
  | { readonly kind: "level"; readonly signal: ValueSignal; readonly compare: Comparison; readonly threshold: Fraction }
  /** `pace`: events a second beyond which it fires; `during`: within the hours of a calendar */
  | {
      readonly kind: "count";
      readonly signal: CountSignal | EventsSignal;
      readonly compare: Comparison;
      readonly pace: Fraction;
      readonly during: Calendar | undefined;
    }
  | {
      readonly kind: "trend";
      readonly signal: ValueSignal;
      readonly compare: Comparison;
      readonly threshold: Fraction;
      readonly now: Fraction | undefined;
    }
  | Changed
  /** what should happen again and again has not for too long, however long that is */
  | { readonly kind: "stale"; readonly signal: AgeSignal }
  | { readonly kind: "event"; readonly signal: CountSignal }
  | { readonly kind: "absence"; readonly signal: Signal }
  | { readonly kind: "probe"; readonly signal: ProbeSignal }
  | { readonly kind: "certificate"; readonly signal: ProbeSignal }
  | { readonly kind: "silence"; readonly source: Source }
  | { readonly kind: "life"; readonly of: Living };

type Changed = {
  readonly kind: "changed";
  readonly signal: CountSignal | ValueSignal;
  readonly compare: "falls" | "rises";
  readonly by: Fraction;
  readonly against: number;
  readonly least: Fraction;
};

/** Traffic: plenty of it, that of the quietest hour, or whatever it is, where no quietest hour is known. */
type Pace = "plenty" | "quiet" | "any";

/** Events a second in the quietest hour, as head says: what is said of the world now holds for both revisions. */
export type Traffic = (signal: ShareSignal) => Fraction | undefined;

/** Everything that an alert detects, whomever it notifies. */
export function detectionConditionsOf(alert: Alert, traffic: Traffic): DetectionCondition[] {
  if (isTooLate(alert)) return [];
  const [leaf] = waysOf(alert.when).flat();
  const beside = besideShares(alert.when);
  if (!leaf) return beside;
  const perSecond = traffic(leaf.signal);
  const stated = undetectedOf(alert) ?? nothing;
  const at = (pace: Pace, undetected: Undetected): DetectionCondition => ({ kind: "share", signal: leaf.signal, pace, undetected, stated });
  if (!perSecond) return [at("any", stated), ...beside];
  return [at("plenty", stated), at("quiet", undetectedOf(alert, perSecond.mul(3600)) ?? nothing), ...beside];
}

/** Seconds: a failure that is detected later than this is not detected. An objective looks back on its window, and has until then. */
const longestDelay = 30 * 86_400;

const isTooLate = ({ when, for: held, slo }: Alert): boolean => held + (slo ? 0 : waitOf(when)) > (slo?.window ?? longestDelay);

/** The longest time in which a condition comes true, once what it asks for has begun. */
function waitOf(when: AlertCondition): number {
  switch (when.kind) {
    case "any":
    case "all":
      return Math.max(...when.of.map(waitOf));
    case "unless":
    case "or-absent":
      return waitOf(when.of);
    case "bad-share":
    case "count":
    case "change":
      return when.over;
    case "age":
      return when.olderThan;
    case "no-sign-of-life":
      return when.every + when.grace;
    case "value":
    case "forecast":
    case "occurs":
    case "absent":
    case "groups":
    case "recovered":
    case "flapping":
    case "source-silent":
    case "probe-fails":
    case "certificate":
      return 0;
  }
}

const nothing: Undetected = { rate: new Fraction(1), seen: false };

function besideShares(when: AlertCondition): DetectionCondition[] {
  switch (when.kind) {
    case "any":
    case "all":
      return when.of.flatMap(besideShares);
    case "unless":
      return besideShares(when.of);
    case "or-absent":
      return [...besideShares(when.of), ...measuredOf(when.of.signal).map((signal) => ({ kind: "absence" as const, signal }))];
    case "value":
      return [{ kind: "level", signal: when.signal, compare: when.compare, threshold: when.threshold }];
    case "count":
      return [{ kind: "count", signal: when.signal, compare: when.compare, pace: when.threshold.div(when.over), during: when.during }];
    case "forecast": {
      const { signal, compare, threshold, now } = when;
      return [{ kind: "trend", signal, compare, threshold, now }];
    }
    case "change": {
      const { signal, compare, by, against, least } = when;
      return [{ kind: "changed", signal, compare, by, against, least }];
    }
    case "age":
      return [{ kind: "stale", signal: when.signal }];
    case "occurs":
      return [{ kind: "event", signal: when.signal }];
    case "absent":
      return [{ kind: "absence", signal: when.signal }];
    case "probe-fails":
      return [{ kind: "probe", signal: when.signal }];
    case "certificate":
      return [{ kind: "certificate", signal: when.signal }];
    case "source-silent":
      return [{ kind: "silence", source: when.source }];
    case "no-sign-of-life":
      return [{ kind: "life", of: when.of }];
    case "bad-share":
    case "recovered":
    case "flapping":
    // What many groups cost is no failure of the service.
    case "groups":
      return [];
  }
}

/** Rates of failures that a signal's objective allows; at or below them there is nothing to detect. */
export type Allowed = (signal: ShareSignal) => Fraction;
export const nothingAllowed: Allowed = () => new Fraction(0);

/**
 * Whether whatever the one detects, the other detects as well, at whatever time.
 *
 * @param by what may detect it instead
 * @param allowed what need not be detected
 */
export function isCovered(condition: DetectionCondition, by: DetectionCondition, allowed: Allowed = nothingAllowed): boolean {
  switch (condition.kind) {
    case "share":
      return by.kind === "share" && asBad(by.signal, condition.signal) && isSharper(by, condition, allowed(condition.signal));
    case "level":
      return (
        by.kind === "level" &&
        by.compare === condition.compare &&
        widerValue(by, condition) &&
        reaches(by.compare, by.threshold, condition.threshold)
      );
    case "count":
      return (
        by.kind === "count" &&
        by.compare === condition.compare &&
        sameMetric(by.signal.metric, condition.signal.metric) &&
        covered(by, condition)
      );
    case "trend":
      return isForeseen(condition, by);
    case "changed":
      return by.kind === "changed" && isAsChanged(by, condition);
    case "stale":
      return by.kind === "stale" && isAsStale(by.signal, condition.signal);
    case "event":
      return (
        by.kind === "event" && sameMetric(by.signal.metric, condition.signal.metric) && isMatchedBy(by.signal.where, condition.signal.where)
      );
    case "absence":
      // Where fewer series are asked for, none of them is left when all are gone.
      return (
        by.kind === "absence" &&
        sameMetric(by.signal.metric, condition.signal.metric) &&
        isMatchedBy(condition.signal.where, by.signal.where)
      );
    case "probe":
      return by.kind === "probe" && sameQuestion(by.signal, condition.signal) && by.signal.timeout <= condition.signal.timeout;
    case "certificate":
      return by.kind === "certificate" && hostOf(by.signal) === hostOf(condition.signal);
    case "silence":
      return by.kind === "silence" && by.source.id === condition.source.id;
    case "life":
      return by.kind === "life" && lifeOf(by.of) === lifeOf(condition.of);
  }
}

/** What is to come is detected by a trend, and, when it has come, by a threshold that it passes. */
function isForeseen(condition: Extract<DetectionCondition, { kind: "trend" }>, by: DetectionCondition): boolean {
  if ((by.kind !== "trend" && by.kind !== "level") || by.compare !== condition.compare || !widerValue(by, condition)) return false;
  if (!reaches(by.compare, by.threshold, condition.threshold)) return false;
  if (by.kind === "level" || by.now === undefined) return true;
  return condition.now !== undefined && reaches(by.compare, by.now, condition.now);
}

/** A smaller change, from no more than the other asks for. */
function isAsChanged(by: Changed, condition: Changed): boolean {
  if (by.compare !== condition.compare || by.against !== condition.against) return false;
  const [one, other] = [by.signal, condition.signal];
  if (!sameMetric(one.metric, other.metric) || !sameMatchers(one.where, other.where)) return false;
  const alike = one.kind === "value" ? other.kind === "value" && one.across === other.across : other.kind === "count";
  return alike && sameGroups(one, other) && by.by.compare(condition.by) <= 0 && by.least.compare(condition.least) <= 0;
}

type Share = Extract<DetectionCondition, { kind: "share" }>;

function isSharper(by: Share, condition: Share, allowed: Fraction): boolean {
  if (by.pace !== condition.pace && by.pace !== "any" && condition.pace !== "any") return false;
  // In a quiet hour one failure is a large share. What is below the stated share fires by chance, and is no promise.
  return isSeenFrom(by.undetected, condition.undetected, allowed) || isSeenFrom(by.undetected, condition.stated, allowed);
}

function isSeenFrom(by: Undetected, condition: Undetected, allowed: Fraction): boolean {
  const order = by.rate.compare(condition.rate);
  return order < 0 || (order === 0 && (by.seen || !condition.seen)) || by.rate.compare(allowed) <= 0;
}

const reaches = (compare: Comparison, by: Fraction, threshold: Fraction): boolean =>
  compare === "above" ? by.compare(threshold) <= 0 : by.compare(threshold) >= 0;

type Count = Extract<DetectionCondition, { kind: "count" }>;

function covered(by: Count, condition: Count): boolean {
  if (by.during && !(condition.during && isOpenWith(by.during, condition.during))) return false;
  const where =
    condition.compare === "above"
      ? isMatchedBy(by.signal.where, condition.signal.where)
      : isMatchedBy(condition.signal.where, by.signal.where);
  // All groups together have no fewer events than one of them.
  const [all, some] = condition.compare === "above" ? [by, condition] : [condition, by];
  return where && (sameGroups(all.signal, some.signal) || !isGrouped(all.signal)) && reaches(condition.compare, by.pace, condition.pace);
}

function sameQuestion(by: ProbeSignal, condition: ProbeSignal): boolean {
  return by.url === condition.url && by.endpoint.expect === condition.endpoint.expect;
}

const hostOf = ({ url }: ProbeSignal): string => new URL(url).host;
const lifeOf = (of: Living): string => of.source?.id ?? of.evaluator;
