import { single } from "../../model/composite.ts";
import type { Incident } from "../../model/incidents.ts";
import type { Signal, Slo } from "../../model/resolved.ts";
import type { Scope } from "../../monitors/scope.ts";
import { touches } from "../review/backtest/incidents.ts";
import { incrementsOfEvent } from "../review/backtest/reading.ts";
import type { Increments, Recorded } from "../review/backtest/recorded.ts";
import type { Span } from "../review/backtest/recorder.ts";

/** How clustered the failures of an objective are, and the guard that follows from it. */
export interface Clustered {
  readonly slo: Slo;
  /** outside of incidents */
  readonly failures: number;
  /** minutes that had one */
  readonly minutes: number;
  /** incidents of its service, whose time is left out */
  readonly incidents: number;
  /** seconds of the windows in which failures were counted: the shortest long window of its page */
  readonly window: number;
  /** variance over that of independent failures: 1 where they are */
  readonly designEffect: { readonly ofFailures: number; readonly ofMinutes: number };
  readonly proposed: Guard;
}

/** As a policy has them. */
export interface Guard {
  readonly leastBadEvents: number;
  /** undefined: no minutes count */
  readonly leastBadMinutes: number | undefined;
}

export interface Unclustered {
  readonly slo: Slo;
  readonly why: string;
}

interface Seen {
  readonly recorded: Recorded;
  /** seconds */
  readonly span: Span;
  readonly incidents: readonly Incident[];
  /** why a signal has no data; undefined: it has */
  readonly unread: (signal: Signal) => string | undefined;
}

/** Independent failures that are no chance at low traffic (docs/alert-quality.md). */
const independent = 4;
/** Failures without which a design effect is chance itself: of so many independent ones it is within 1 +- 0.4, nineteen times in twenty. */
const fewest = 25;

/** Measures the clusters of each objective outside of its incidents, and proposes a guard: as many clusters as independent failures. */
export function clustersOf(objectives: readonly { readonly scope: Scope; readonly slo: Slo }[], seen: Seen): (Clustered | Unclustered)[] {
  return objectives.map(({ scope, slo }) => {
    const why = whyNot(slo, seen);
    return why === undefined ? clustered(scope, slo, seen) : { slo, why };
  });
}

function whyNot({ signal, policy }: Slo, { unread }: Seen): string | undefined {
  if (signal.kind !== "events") return "only single events have a guard: minutes come at the same pace at every hour";
  if (!signal.from.traits.series) return `${signal.from.traits.limits.name} keeps it, and not a Prometheus`;
  if (policy.page.length === 0) return "its policy has no page";
  return unread(signal);
}

function clustered({ service }: Scope, slo: Slo, { recorded, span, incidents }: Seen): Clustered | Unclustered {
  const signal = single(slo.signal);
  const own = incidents.filter((one) => one.services.includes(service.path) && touches(one, span));
  const window = Math.min(...slo.policy.page.map(({ in: long }) => long));
  // What two neighbouring increments have of one event is one minute.
  const minutesOfEvent = incrementsOfEvent(signal.from);
  const windows = windowsOf(recorded.increments(signal), { span, from: recorded.span.from, minutes: window / 60, without: own });
  const counted = windows.map(({ bad, minutes, total }) => ({ total, bad, minutes: minutes / minutesOfEvent }));
  const [failures, minutes] = [sum(counted.map(({ bad }) => bad)), sum(counted.map((one) => one.minutes))];
  if (failures < fewest) return { slo, why: `it has ${Math.round(failures)} failures outside of incidents; it takes ${fewest} to tell` };
  const designEffect = {
    ofFailures: dispersion(counted.map(({ bad, total }) => [bad, total])),
    ofMinutes: dispersion(counted.map((one) => [one.minutes, one.total])),
  };
  const [events, inMinutes] = [designEffect.ofFailures, designEffect.ofMinutes].map((effect) =>
    Math.round(independent * Math.max(1, effect)),
  );
  const { leastBadEvents, leastBadMinutes } = slo.policy;
  return {
    slo,
    failures: Math.round(failures),
    minutes: Math.round(minutes),
    incidents: own.length,
    window,
    designEffect,
    // Fewer failures would not page sooner than as many minutes do.
    proposed: {
      leastBadEvents: Math.max(leastBadEvents, events ?? 0),
      leastBadMinutes: leastBadMinutes === undefined ? undefined : inMinutes,
    },
  };
}

interface Counted {
  readonly bad: number;
  /** increments with a failure */
  readonly minutes: number;
  readonly total: number;
}

interface Windows {
  readonly span: Span;
  /** seconds: the first increment */
  readonly from: number;
  readonly minutes: number;
  readonly without: readonly Span[];
}

/** Windows side by side, but for those that an incident touches or that lack data. */
function windowsOf({ bad, total }: Increments, { span, from, minutes, without }: Windows): Counted[] {
  if (!bad) throw new Error("a signal of events has failures");
  const [first, last] = [Math.ceil((span.from - from) / 60), Math.floor((span.to - from) / 60)];
  const windows: Counted[] = [];
  for (let begin = first; begin + minutes <= last; begin += minutes) {
    const end = begin + minutes;
    const window = { from: from + begin * 60, to: from + end * 60 };
    if (without.some((one) => touches(one, window)) || !total.has(begin, end)) continue;
    let failing = 0;
    for (let minute = begin; minute < end; minute++) if (bad.has(minute, minute + 1) && bad.value(minute, minute + 1) > 0) failing++;
    windows.push({ bad: bad.has(begin, end) ? bad.value(begin, end) : 0, minutes: failing, total: total.value(begin, end) });
  }
  return windows;
}

/**
 * Variance of counts over that of a Poisson distribution whose mean follows the traffic: the design effect of clusters (Kish, Survey
 * Sampling, 1965), for clusters of one size just that size.
 */
function dispersion(counts: readonly (readonly [count: number, traffic: number])[]): number {
  const all = sum(counts.map(([count]) => count));
  const share = all / sum(counts.map(([, traffic]) => traffic));
  const squares = sum(counts.map(([count, traffic]) => (count - share * traffic) ** 2));
  return (squares / all) * (counts.length / (counts.length - 1));
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
