import type Fraction from "fraction.js";
import type { AlertRule, Condition, Policy, Slo } from "../../model/resolved.ts";
import type { Firing } from "./promtool.ts";
import { type Count, counter, type Trace } from "./trace.ts";

/*
 * When alerts must fire, told from the events that happened: a plain count, minute by minute, of what the words of the
 * policy say. Nothing here knows burn factors, recorded series or PromQL.
 */

/** Whether `part` of `whole` is at least the product of the shares, without rounding. */
function atLeast(part: number, whole: number, ...shares: readonly Fraction[]): boolean {
  const n = shares.reduce((product, share) => product * share.n, BigInt(whole));
  const d = shares.reduce((product, share) => product * share.d, BigInt(part));
  return d >= n;
}

function above(part: number, whole: number, share: Fraction): boolean {
  return BigInt(part) * share.d > share.n * BigInt(whole);
}

/**
 * "This share of the budget is spent within this time": the failures of the time, against all that the window may have
 * at the traffic of the time. Half of all events failing is always enough. The last twelfth must go on at that pace.
 */
function tierHolds(count: (length: number) => Count, share: Fraction, minutes: number, slo: Pick<Slo, "target" | "policy">): boolean {
  const allowed = slo.target.neg().add(1);
  const pace = (length: number) => {
    const { total, bad } = count(length);
    const windows = slo.policy.window / 60 / minutes;
    return bad > 0 && (bad * 2 >= total || atLeast(bad, total * windows, share, allowed));
  };
  return count(minutes).bad >= slo.policy.leastBadEvents && pace(minutes) && pace(minutes / 12);
}

/** Intervals of the minutes (1 is the end of the first) at which `holds`. */
export function intervals(minutes: number, holds: (minute: number) => boolean): Firing {
  const found: [number, number][] = [];
  for (let minute = 1; minute <= minutes; minute++) {
    if (!holds(minute)) continue;
    const last = found.at(-1);
    if (last?.[1] === minute) last[1] = minute + 1;
    else found.push([minute, minute + 1]);
  }
  return found;
}

/** The minutes in which the page, and in which the ticket of an SLO must fire. */
export function predictSlo(trace: Trace, slo: Pick<Slo, "target" | "policy">): { page: Firing; ticket: Firing } {
  const count = counter(trace);
  const any = (tiers: Policy["page"]) => (minute: number) =>
    tiers.some(({ share, long }) => tierHolds((length) => count(minute, length), share, long / 60, slo));
  const page = any(slo.policy.page);
  const ticket = any(slo.policy.ticket);
  return { page: intervals(trace.length, page), ticket: intervals(trace.length, (minute) => ticket(minute) && !page(minute)) };
}

/** The minutes in which a rule on a bad share must fire: the condition held for `for` without a break. */
export function predictShare(
  trace: Trace,
  rule: Pick<AlertRule, "for"> & { readonly when: Extract<Condition, { kind: "bad-share" }> },
): Firing {
  const count = counter(trace);
  const { over, least, above: share } = rule.when;
  return heldFor(trace.length, rule.for, (minute) => {
    const { total, bad } = count(minute, over / 60);
    return bad >= least && above(bad, total, share);
  });
}

/** The minutes at which something held for `seconds`, seen once a minute from the beginning (minute 0). */
export function heldFor(minutes: number, seconds: number, holds: (minute: number) => boolean): Firing {
  let since: number | undefined;
  const firing = new Set<number>();
  for (let minute = 0; minute <= minutes; minute++) {
    since = holds(minute) ? (since ?? minute) : undefined;
    if (since !== undefined && (minute - since) * 60 >= seconds) firing.add(minute);
  }
  const found = intervals(minutes, (minute) => firing.has(minute));
  if (!firing.has(0)) return found;
  const [first, ...rest] = found;
  return first?.[0] === 1 ? [[0, first[1]], ...rest] : [[0, 1], ...found];
}

/** The least number that `holds`, between `low` (does not) and `high` (does). */
export function leastThat(low: number, high: number, holds: (value: number) => boolean): number {
  let [no, yes] = [low, high];
  while (yes - no > 1) {
    const middle = Math.floor((no + yes) / 2);
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}
