import Fraction from "fraction.js";
import type { AlertCondition, Living } from "../../model/condition.ts";
import type { CountSignal, ProbeSignal, ShareSignal, Signal, Source, ValueSignal } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { waysOf } from "../../monitors/shares.ts";
import { type Unseen, unseenOf } from "../../monitors/unseen.ts";
import { asBad, type Comparison, isMatchedBy, sameMetric, widerValue } from "./contain.ts";

/** One kind of failure that an alert sees, and up to where it does not. */
export type View =
  /** `unseen`: the end of what never fires it, at a pace; `stated`: the same where traffic is plenty */
  | { readonly kind: "share"; readonly signal: ShareSignal; readonly pace: Pace; readonly unseen: Unseen; readonly stated: Unseen }
  | { readonly kind: "level"; readonly signal: ValueSignal; readonly compare: Comparison; readonly threshold: Fraction }
  /** `pace`: events a second beyond which it fires */
  | { readonly kind: "count"; readonly signal: CountSignal; readonly compare: Comparison; readonly pace: Fraction }
  | { readonly kind: "event"; readonly signal: CountSignal }
  | { readonly kind: "absence"; readonly signal: Signal }
  | { readonly kind: "probe"; readonly signal: ProbeSignal }
  | { readonly kind: "certificate"; readonly signal: ProbeSignal }
  | { readonly kind: "silence"; readonly source: Source }
  | { readonly kind: "life"; readonly of: Living };

/** Traffic: plenty of it, that of the quietest hour, or whatever it is, where no quietest hour is known. */
type Pace = "plenty" | "quiet" | "any";

/** Events a second in the quietest hour, as head says: what is said of the world now holds for both revisions. */
export type Traffic = (signal: ShareSignal) => Fraction | undefined;

/** Everything that an alert sees, whomever it tells. */
export function viewsOf(alert: Alert, traffic: Traffic): View[] {
  if (isTooLate(alert)) return [];
  const [leaf] = waysOf(alert.when).flat();
  const beside = besideShares(alert.when);
  if (!leaf) return beside;
  const perSecond = traffic(leaf.signal);
  const stated = unseenOf(alert) ?? nothing;
  const at = (pace: Pace, unseen: Unseen): View => ({ kind: "share", signal: leaf.signal, pace, unseen, stated });
  if (!perSecond) return [at("any", stated), ...beside];
  return [at("plenty", stated), at("quiet", unseenOf(alert, perSecond.mul(3600)) ?? nothing), ...beside];
}

/** Seconds: who hears of a failure later than this hears nothing. An objective looks back on its window, and has until then. */
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
      return when.over;
    case "no-sign-of-life":
      return when.every + when.grace;
    case "value":
    case "occurs":
    case "absent":
    case "recovered":
    case "source-silent":
    case "probe-fails":
    case "certificate":
      return 0;
  }
}

const nothing: Unseen = { rate: new Fraction(1), seen: false };

function besideShares(when: AlertCondition): View[] {
  switch (when.kind) {
    case "any":
    case "all":
      return when.of.flatMap(besideShares);
    case "unless":
      return besideShares(when.of);
    case "or-absent":
      return [...besideShares(when.of), { kind: "absence", signal: when.of.signal }];
    case "value":
      return [{ kind: "level", signal: when.signal, compare: when.compare, threshold: when.threshold }];
    case "count":
      return [{ kind: "count", signal: when.signal, compare: when.compare, pace: when.threshold.div(when.over) }];
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
      return [];
  }
}

/** Rates of failures that a signal's objective allows; at or below them there is nothing to see. */
export type Allowed = (signal: ShareSignal) => Fraction;
export const nothingAllowed: Allowed = () => new Fraction(0);

/**
 * Whether whatever the one sees, the other sees as well, at whatever time.
 *
 * @param by what may see it instead
 * @param allowed what need not be seen
 */
export function isCovered(view: View, by: View, allowed: Allowed = nothingAllowed): boolean {
  switch (view.kind) {
    case "share":
      return by.kind === "share" && asBad(by.signal, view.signal) && isSharper(by, view, allowed(view.signal));
    case "level":
      return (
        by.kind === "level" && by.compare === view.compare && widerValue(by, view) && reaches(by.compare, by.threshold, view.threshold)
      );
    case "count":
      return by.kind === "count" && by.compare === view.compare && sameMetric(by.signal.metric, view.signal.metric) && covered(by, view);
    case "event":
      return by.kind === "event" && sameMetric(by.signal.metric, view.signal.metric) && isMatchedBy(by.signal.where, view.signal.where);
    case "absence":
      // Where fewer series are asked for, none of them is left when all are gone.
      return by.kind === "absence" && sameMetric(by.signal.metric, view.signal.metric) && isMatchedBy(view.signal.where, by.signal.where);
    case "probe":
      return by.kind === "probe" && sameQuestion(by.signal, view.signal) && by.signal.timeout <= view.signal.timeout;
    case "certificate":
      return by.kind === "certificate" && hostOf(by.signal) === hostOf(view.signal);
    case "silence":
      return by.kind === "silence" && by.source.id === view.source.id;
    case "life":
      return by.kind === "life" && lifeOf(by.of) === lifeOf(view.of);
  }
}

type Share = Extract<View, { kind: "share" }>;

function isSharper(by: Share, view: Share, allowed: Fraction): boolean {
  if (by.pace !== view.pace && by.pace !== "any" && view.pace !== "any") return false;
  // In a quiet hour one failure is a large share. What is below the stated share fires by chance, and is no promise.
  return isSeenFrom(by.unseen, view.unseen, allowed) || isSeenFrom(by.unseen, view.stated, allowed);
}

function isSeenFrom(by: Unseen, view: Unseen, allowed: Fraction): boolean {
  const order = by.rate.compare(view.rate);
  return order < 0 || (order === 0 && (by.seen || !view.seen)) || by.rate.compare(allowed) <= 0;
}

const reaches = (compare: Comparison, by: Fraction, threshold: Fraction): boolean =>
  compare === "above" ? by.compare(threshold) <= 0 : by.compare(threshold) >= 0;

type Count = Extract<View, { kind: "count" }>;

function covered(by: Count, view: Count): boolean {
  const where =
    view.compare === "above" ? isMatchedBy(by.signal.where, view.signal.where) : isMatchedBy(view.signal.where, by.signal.where);
  return where && reaches(view.compare, by.pace, view.pace);
}

function sameQuestion(by: ProbeSignal, view: ProbeSignal): boolean {
  return by.url === view.url && by.endpoint.expect === view.endpoint.expect;
}

const hostOf = ({ url }: ProbeSignal): string => new URL(url).host;
const lifeOf = (of: Living): string => of.source?.id ?? of.evaluator;
