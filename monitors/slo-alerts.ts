import Fraction from "fraction.js";
import { presentWindow, reachOf, windowInWords } from "../model/calendar-window.ts";
import { countsEvents } from "../model/composite.ts";
import { type AlertCondition, longestByMinutes } from "../model/condition.ts";
import { formatShare } from "../model/quantity.ts";
import type { ShareSignal, Slo } from "../model/resolved.ts";
import type { Alert } from "./alert.ts";
import { type BurnTier, burnTiers } from "./burn-rate.ts";
import { type Ending, endingOf, slowestOf, until } from "./recovery.ts";
import { namesOf, provenanceOf, routed, type Scope, subjectOf } from "./scope.ts";
import { badShare, sentence, tiersInWords } from "./words.ts";

/**
 * The alerts of one SLO: a page where the budget burns fast, a ticket where it burns slowly and does not page already,
 * and a ticket when the whole window falls below the floor. One alert a severity: the tiers are joined by *or*, so that
 * one outage is one incident.
 */
export function sloAlerts(scope: Scope, slo: Slo): Alert[] {
  const tiers = burnTiers(slo, slo.signal.from);
  const [pageEnds, ticketEnds] = [endingOf(slo.signal, tiers.page), endingOf(slo.signal, tiers.ticket)];
  const page = tiers.page.length > 0 ? burning(slo, tiers.page, { ending: pageEnds, leastMinutes: minutesOf(slo) }) : undefined;
  const ticket = tiers.ticket.length > 0 ? burning(slo, tiers.ticket) : undefined;
  const { pageSeverity, ticketSeverity } = slo.policy;
  const { runbook, stage, labels, links } = slo;
  const carried = { labels, links };
  // A ticket goes no further than a ticket already; on trial are all alerts of the SLO.
  const aside = { severity: ticketSeverity, runbook, ...(stage === "shadow" && { stage }), ...carried };
  const base = { slo, entry: slo.path, for: 0, provenance: provenanceOf(slo) };
  const budget = `the error budget of ${slo.title} (${formatShare(slo.target)} over ${windowInWords(slo)})`;
  const alerts: Alert[] = [];
  if (page) {
    alerts.push({
      ...base,
      ...namesOf(scope, slo, "page"),
      ...routed(scope, slo.signal.from, { severity: pageSeverity, runbook, stage, ...carried }),
      kind: "burn-page",
      title: `${subjectOf(scope)}: ${slo.title} burns its error budget fast`,
      summary: sentence(`${budget} is being spent fast: ${tiersInWords(slo.signal, tiers.page)}`),
      when: until(page, pageEnds),
      ...keptFiring(pageEnds),
      notes: [...notesOf(tiers.page), ...tiers.dropped, ...guardNotes(slo)],
    });
  }
  if (ticket) {
    alerts.push({
      ...base,
      ...namesOf(scope, slo, "ticket"),
      ...routed(scope, slo.signal.from, aside),
      kind: "burn-ticket",
      title: `${subjectOf(scope)}: ${slo.title} burns its error budget`,
      summary: sentence(`${budget} will not last: ${tiersInWords(slo.signal, tiers.ticket)}`),
      // Under the page's tiers, not under the page: what has recovered must not end the page to begin a ticket.
      when: page ? { kind: "unless", of: until(ticket, ticketEnds), unless: page } : until(ticket, ticketEnds),
      ...keptFiring(ticketEnds),
      notes: [...notesOf(tiers.ticket), ...(page ? [] : tiers.dropped), ...(page ? ["silent while the page of this SLO fires"] : [])],
    });
  }
  if (slo.floor) {
    const { signal, share } = slo.floor;
    const above = new Fraction(1).sub(share);
    alerts.push({
      ...base,
      ...namesOf(scope, slo, "floor"),
      ...routed(scope, signal.from, aside),
      kind: "floor",
      title: `${subjectOf(scope)}: ${slo.title} is below its floor`,
      summary: sentence(
        slo.calendar
          ? `less than ${formatShare(share)} of ${presentWindow(slo)} will have been good, the floor of ${slo.title}, at the traffic so far ` +
              `and without another failure: the ${badShare(signal)} is above ${formatShare(above)} of the whole ${slo.calendar}`
          : `over ${presentWindow(slo)} less than ${formatShare(share)} was good, the floor of ${slo.title}: ` +
              `the ${badShare(signal)} is above ${formatShare(above)}`,
      ),
      when: {
        kind: "bad-share",
        signal,
        above,
        over: reachOf(slo),
        ...(slo.calendar && { calendar: slo.calendar }),
        least: leastOf(signal, slo.policy.leastBadEvents),
      },
      notes: [],
    });
  }
  return alerts;
}

/** What only a page has. */
interface Paging {
  readonly ending?: Ending | undefined;
  readonly leastMinutes?: number | undefined;
}

/**
 * All tiers of one severity: each holds while both of its windows have reached the threshold. While trouble is known to come
 * and go, the longest of the short windows stands for each: it bridges pauses that a tier of its own would end in.
 */
function burning(slo: Slo, tiers: readonly BurnTier[], { ending, leastMinutes }: Paging = {}): AlertCondition {
  const flapping = ending?.proof?.unless;
  const longest = slowestOf(tiers);
  const least = leastOf(slo.signal, slo.policy.leastBadEvents);
  const of = tiers.map(({ long, short, threshold: above }): AlertCondition => {
    const share = (over: number, atLeast: number) => ({
      kind: "bad-share" as const,
      signal: slo.signal,
      above,
      over,
      least: atLeast,
      inclusive: true as const,
    });
    const spent: AlertCondition = {
      ...share(long, least),
      ...(leastMinutes !== undefined && long <= longestByMinutes && { leastMinutes }),
    };
    const going: AlertCondition = share(short, 0);
    if (!flapping || short === longest) return { kind: "all", of: [spent, going] };
    return { kind: "all", of: [spent, { kind: "any", of: [going, { kind: "all", of: [share(longest, 0), flapping] }] }] };
  });
  return { kind: "any", of };
}

/** Failures are counted to keep quiet hours quiet. Minutes come at the same pace at every hour and need no such guard. */
function leastOf(signal: ShareSignal, leastBadEvents: number): number {
  return countsEvents(signal) ? leastBadEvents : 0;
}

/** Minutes with a failure count where minutes are recorded. Of two counters they do not: what one has too many in a minute, the next has too few. */
export const countsMinutes = (signal: ShareSignal): boolean =>
  signal.kind === "events" && signal.from.traits.series !== undefined && !("good" in signal.bad);

function minutesOf({ signal, policy }: Slo): number | undefined {
  return countsMinutes(signal) ? policy.leastBadMinutes : undefined;
}

function guardNotes(slo: Slo): string[] {
  if (slo.signal.kind !== "events" || slo.policy.leastBadMinutes === undefined || minutesOf(slo) !== undefined) return [];
  const why = slo.signal.from.traits.series
    ? "good and all events are two counters"
    : `${slo.signal.from.traits.limits.name} keeps no count of them`;
  return [`bad minutes do not count (${why}): it takes ${slo.policy.leastBadEvents} bad events to fire`];
}

const keptFiring = (ending: Ending | undefined): Pick<Alert, "keepFiringFor"> => (ending ? { keepFiringFor: ending.keepFiringFor } : {});

const notesOf = (tiers: readonly BurnTier[]): string[] => tiers.flatMap((tier) => tier.notes);
