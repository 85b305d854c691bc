import type Fraction from "fraction.js";
import { single } from "../../model/composite.ts";
import { openHours } from "../../model/open-hours.ts";
import type { AlertRule, BadShare, Condition, CountSignal, ShareSignal, Slo } from "../../model/resolved.ts";
import { beginning, type Firing } from "./simulation.ts";
import { counter, type Trace } from "./trace.ts";

/*
 * When alerts must fire, predicted from the events that happened: a plain count, minute by minute, of what the words of the
 * policy say. Nothing here knows burn factors, recorded series or PromQL.
 */

/** Without rounding. */
function atLeast(part: number, whole: number, share: Fraction): boolean {
  return BigInt(part) * share.d >= share.n * BigInt(whole);
}

function above(part: number, whole: number, share: Fraction): boolean {
  return BigInt(part) * share.d > share.n * BigInt(whole);
}

/** A tier in events: `share` of the budget spent in `minutes` means that at least `rate` of them are bad. */
export interface Demand {
  readonly minutes: number;
  readonly rate: Fraction;
  readonly severity: "page" | "ticket";
}

/**
 * "This share of the budget is spent within this time": the failures of the time, against all that the policy's window
 * may have at the traffic of the time; half of all events failing is always enough. What asks for no less than a
 * shorter tier, for less than a budget that lasts, or for more than a quarter of the window, is not watched.
 */
export function demands(slo: Omit<Objective, "signal">, of: "page" | "ticket"): Demand[] {
  const allowed = slo.target.neg().add(1);
  const rows = (["page", "ticket"] as const).flatMap((severity) => slo.policy[severity].map((row) => ({ ...row, severity })));
  const kept: Demand[] = [];
  for (const { share, in: long, severity } of rows.sort((a, b) => a.in - b.in)) {
    const spending = allowed.mul(share).mul(slo.policy.window).div(long);
    const rate = spending.compare(0.5) > 0 ? spending.mul(0).add(0.5) : spending;
    const watched = spending.compare(allowed) >= 0 && long * 4 <= slo.window && kept.every((one) => one.rate.compare(rate) > 0);
    if (watched) kept.push({ minutes: long / 60, rate, severity });
  }
  return kept.filter(({ severity }) => severity === of);
}

type Objective = Pick<Slo, "target" | "window" | "policy" | "signal">;

/**
 * What scrapes show of a trace: at one a minute, an event is counted in halves over two minutes. Counts are `scale` times too
 * high. A minute whose events are counted is bad if one of its two halves is; a gauge has one value a minute.
 */
export function seen(trace: Trace, asked: ShareSignal | CountSignal): { trace: Trace; scale: number } {
  const signal = asked.kind === "count" ? asked : single(asked);
  if (signal.from.scrape < 60 || signal.from.traits.series?.exact(signal.from)) return { trace, scale: 1 };
  if (signal.kind === "slices") {
    const halves = trace.map((minute, index) => ({ ...minute, bad: Math.max(minute.bad, trace[index - 1]?.bad ?? 0) }));
    return { trace: "across" in signal.measure || "each" in signal.measure ? trace : halves, scale: 1 };
  }
  const halves = trace.map((minute, index) => {
    const before = trace[index - 1] ?? { total: 0, bad: 0 };
    return { total: minute.total + before.total, bad: minute.bad + before.bad };
  });
  return { trace: halves, scale: 2 };
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

export interface Predicted {
  readonly page: Firing;
  readonly ticket: Firing;
}

/** The minutes in which the page, and in which the ticket of an SLO must fire. */
export function predictSlo(trace: Trace, slo: Objective): Predicted {
  // What cannot be kept firing ends with its tiers, and so does what counts minutes.
  if (slo.signal.kind !== "events" || !slo.signal.from.traits.series) {
    const { page, ticket } = burningIn(trace, slo);
    return { page: intervals(trace.length, page), ticket: intervals(trace.length, (minute) => ticket(minute) && !page(minute)) };
  }
  const { page, ticket } = burningIn(trace, slo, demands(slo, "page").length > 0 ? endIn(trace, slo, "page").flapping : undefined);
  const fires = (of: "page" | "ticket", holds: AtMinute) => {
    if (demands(slo, of).length === 0) return [];
    const { recovered, flapping } = endIn(trace, slo, of);
    return intervals(
      trace.length,
      outlasting(8, (minute) => holds(minute) && (flapping(minute) || !recovered(minute))),
    );
  };
  return { page: fires("page", page), ticket: fires("ticket", (minute) => ticket(minute) && !page(minute)) };
}

/** The same of rules that hold as long as a tier does, and neither prove an end nor spare a ticket under a page. */
export function predictPlain(trace: Trace, slo: Objective): Predicted {
  const { page, ticket } = burningIn(trace, slo);
  return { page: intervals(trace.length, page), ticket: intervals(trace.length, ticket) };
}

type AtMinute = (minute: number) => boolean;

/** Also for some minutes after it has held. */
function outlasting(minutes: number, holds: AtMinute): AtMinute {
  let last = Number.NEGATIVE_INFINITY;
  return (minute) => {
    if (holds(minute)) last = minute;
    return minute - last <= minutes;
  };
}

/** How long after its end trouble is compared with: half an hour of it is left when the next proof takes over. */
const proofs: readonly { readonly minutes: number; readonly lower: number; readonly failures?: number }[] = [
  { minutes: 5, lower: 5 },
  { minutes: 10, lower: 5, failures: 1 },
  { minutes: 30, lower: 3 },
  { minutes: 60, lower: 2 },
];

/**
 * Recovered: five or ten minutes with at most a fifth of the share of failures before, half an hour with a third or an hour
 * with half of it; none of them above half of the lowest rate that alerts, or the budget's, by more than two, the ten minutes with one failure. A failure less
 * than one counts as one. What is as long as the alert's own last twelfth proves nothing. Flapping: thirteen minutes were above that
 * rate twice in two hours.
 */
function endIn(trace: Trace, slo: Objective, of: "page" | "ticket"): { recovered: AtMinute; flapping: AtMinute } {
  const { trace: known, scale } = seen(trace, slo.signal);
  const count = counter(known);
  const tiers = demands(slo, of);
  const rates = tiers.map(({ rate }) => rate);
  const allowed = slo.target.neg().add(1);
  const half = rates.reduce((low, rate) => (rate.compare(low) < 0 ? rate : low), rates[0] ?? fail(slo)).div(2);
  const rate = half.compare(allowed) > 0 ? half : allowed;
  const slowest = Math.max(...tiers.map(({ minutes }) => minutes / 12));
  const kept = (minute: number, length: number) => {
    const { bad, total } = count(minute, length);
    return !above(bad - 2 * scale, total, rate);
  };
  const possible = proofs.filter(({ minutes }) => minutes < slowest);
  const proved = possible.map(({ minutes, lower, failures }, index): AtMinute => {
    const before = (possible[index + 1]?.minutes ?? slowest) + 30;
    return (minute) => {
      const [now, then] = [count(minute, minutes), count(minute, before)];
      const few = failures === undefined ? kept(minute, minutes) : now.bad <= failures * scale;
      return few && lower * Math.max(now.bad, scale) * then.total <= then.bad * now.total;
    };
  });
  const begun = [0, 0];
  for (let minute = 2; minute <= trace.length; minute++) {
    begun.push((begun.at(-1) ?? 0) + (kept(minute - 1, 13) && !kept(minute, 13) ? 1 : 0));
  }
  return {
    recovered: (minute) => proved.some((holds) => holds(minute)),
    flapping: (minute) => (begun[minute] ?? 0) - (begun[Math.max(1, minute - 119)] ?? 0) > 1,
  };
}

function fail({ signal }: Objective): never {
  throw new Error(`${signal.path} has no tier of this severity`);
}

/** Minutes with a failure are counted where minutes are recorded, and what fails is not the rest of two counters. */
const recordsMinutes = (signal: Slo["signal"]): boolean =>
  signal.kind === "events" && signal.from.traits.series !== undefined && !("good" in signal.bad);

/** Whether a tier of the page, and whether one of the ticket burns at a minute. */
function burningIn(trace: Trace, slo: Objective, flapping?: AtMinute): { page: AtMinute; ticket: AtMinute } {
  const { trace: known, scale } = seen(trace, slo.signal);
  const count = counter(known);
  const least = slo.signal.kind === "events" ? slo.policy.leastBadEvents * scale : 1;
  const bad = (minute: number, length: number, rate: Fraction) => {
    const window = count(minute, length);
    return window.bad > 0 && atLeast(window.bad, window.total, rate);
  };
  // The last twelfth must go on at that pace, and is two minutes at least, and four scrapes.
  const last = ({ minutes }: Demand) => Math.max(minutes / 12, 2, (4 * slo.signal.from.scrape) / 60);
  const minutes = counter(known.map((minute) => ({ total: 0, bad: minute.bad > 0 ? 1 : 0 })));
  const { leastBadMinutes } = slo.policy;
  const enough = (minute: number, { minutes: length, rate, severity }: Demand) => {
    const window = count(minute, length);
    if (window.bad >= least) return true;
    if (leastBadMinutes === undefined || severity === "ticket" || !recordsMinutes(slo.signal)) return false;
    // One in 10,000: 3.72 standard deviations of what may fail at the rate.
    const [found, expected] = [minutes(minute, length).bad / scale, rate.mul(window.total).valueOf() / scale];
    return found >= leastBadMinutes && found - expected >= 3.72 * Math.sqrt(expected);
  };
  const any = (tiers: readonly Demand[], lenient?: AtMinute) => {
    const longest = Math.max(...tiers.map(last));
    return (minute: number) =>
      tiers.some(
        (tier) =>
          enough(minute, tier) &&
          bad(minute, tier.minutes, tier.rate) &&
          (bad(minute, last(tier), tier.rate) || (lenient?.(minute) === true && bad(minute, longest, tier.rate))),
      );
  };
  return { page: any(demands(slo, "page"), flapping), ticket: any(demands(slo, "ticket")) };
}

/** The minutes in which a rule on a bad share must fire: the condition held for `for` without a break. */
export function predictShare(trace: Trace, rule: Pick<AlertRule, "for"> & { readonly when: BadShare }): Firing {
  const { over, least, above: share, signal } = rule.when;
  const { trace: known, scale } = seen(trace, signal);
  const count = counter(known);
  return heldFor(trace.length, rule.for, (minute) => {
    const { total, bad } = count(minute, over / 60);
    return bad >= least * scale && above(bad, total, share);
  });
}

/** The minutes in which a rule on a number of events must fire. */
export function predictCount(
  trace: Trace,
  rule: Pick<AlertRule, "for"> & { readonly when: Extract<Condition, { kind: "count" }> },
): Firing {
  const { over, threshold, compare, signal, during } = rule.when;
  const { trace: known, scale } = seen(trace, signal);
  const count = counter(known);
  const limit = threshold.mul(scale).valueOf();
  const hours = during && openHours(during, over);
  return heldFor(trace.length, rule.for, (minute) => {
    const { total } = count(minute, over / 60);
    if (hours && !hours.isOpen(beginning + minute * 60)) return false;
    // Before the first minute has ended, nothing has been counted.
    return minute > 0 && (compare === "above" ? total > limit : total < limit);
  });
}

/** The minutes in which a rule on a change of a number of events must fire. */
export function predictChange(
  trace: Trace,
  rule: Pick<AlertRule, "for"> & { readonly when: Extract<Condition, { kind: "change" }> & { readonly signal: CountSignal } },
): Firing {
  const { over, against, compare, by, least, signal } = rule.when;
  const { trace: known, scale } = seen(trace, signal);
  const count = counter(known);
  const share = by.mul(compare === "falls" ? -1 : 1).add(1);
  return heldFor(trace.length, rule.for, (minute) => {
    const earlier = minute - against / 60;
    if (earlier <= 0) return false;
    const [now, then] = [minute, earlier].map((end) => ({ ...count(end, over / 60), minutes: Math.min(end, over / 60) }));
    if (!now || !then || then.total < least.valueOf() * scale) return false;
    // By the minute, as there may be fewer at the beginning.
    const [is, was] = [now.total * then.minutes, then.total * now.minutes];
    return compare === "falls" ? !above(is, was, share) : atLeast(is, was, share);
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
