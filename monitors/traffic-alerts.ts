import Fraction from "fraction.js";
import { isGrouped } from "../model/groups.ts";
import { formatDuration } from "../model/quantity.ts";
import type { Calendar, EventsSignal, SingleShare, Slo } from "../model/resolved.ts";
import type { Alert } from "./alert.ts";
import { namesOf, routed, type Scope, subjectOf } from "./scope.ts";
import { calendarInWords } from "./words.ts";

/** Seconds that each evaluation looks back: a minute that is not counted must not end the wait, and a long gap begins it anew. */
const looked = 300;
/** Less than one event: the first of a counter that begins at 0 counts for two thirds at least. */
const oneEvent = new Fraction(1, 2);
/** Seconds: what chance alone fires at most once in this time. */
const chance = 10 * 365 * 86_400;

/**
 * One ticket for each number of events that SLOs are computed of, where the policy asks for it and the catalog knows how many
 * there are in the quietest hour: no event for so long that chance is no explanation. Its series are there and stand still;
 * series that are gone are the matter of the absence alert, so that one cause fires one of the two. Where more comes within the hours
 * of a calendar, a ticket of its own waits for less time there, and is silent outside of them.
 */
export function trafficAlerts(scope: Scope): Alert[] {
  const same = ({ signal, during }: Use) => JSON.stringify([counted(signal), during?.id]);
  return [...Map.groupBy(usesOf(scope), same).values()].flatMap((uses): Alert[] => {
    const [first] = uses;
    if (!first) return [];
    const { signal, slo, during } = first;
    // Several have several figures: it waits for the most patient.
    const wait = Math.max(...uses.map((use) => use.wait));
    const slowest = uses.find((use) => use.wait === wait) ?? first;
    const readers = [...new Set(uses.map((use) => use.slo.title))].join(", ");
    const stage = uses.every((use) => use.slo.stage === "shadow") ? "shadow" : undefined;
    return [
      {
        ...namesOf(scope, signal, ...(during ? [during.id] : []), "no-traffic"),
        ...routed(scope, signal.from, { severity: slo.policy.ticketSeverity, runbook: slo.runbook, stage }),
        entry: signal.path,
        kind: "no-traffic",
        title: `${subjectOf(scope)}: no traffic in ${signal.metric.name} (${signal.id})${during ? ` during ${during.id}` : ""}`,
        summary:
          `${signal.metric.name} has counted no event for ${formatDuration(wait)}${during ? ` of ${calendarInWords(during)}` : ""}, ` +
          `and even its quietest hour ${during ? "then " : ""}has ${hourly(slowest.traffic)}: this is not chance. ${readers} cannot see anything.`,
        when: { kind: "count", signal, compare: "below", threshold: oneEvent, over: looked, ...(during && { during }) },
        for: wait - looked,
        notes: [],
        provenance: { source: signal.source },
      },
    ];
  });
}

/** The SLOs that are computed of the events of such an alert. */
export function slosOnTraffic({ kind, service, when }: Alert): Slo[] {
  if (kind !== "no-traffic" || when.kind !== "count" || when.signal.kind !== "events") return [];
  const events = counted(when.signal);
  return (service?.slos ?? []).filter((slo) => signalsOfSlo(slo).some((signal) => signal.kind === "events" && counted(signal) === events));
}

/** Members of a composite have such an alert by SLOs of their own. */
const signalsOfSlo = (slo: Slo): SingleShare[] =>
  [slo.signal, ...(slo.floor ? [slo.floor.signal] : [])].filter((one) => one.kind !== "composite");
const hourly = (traffic: Fraction): number => Number(traffic.mul(3600).valueOf().toPrecision(3));

interface Use {
  readonly slo: Slo;
  readonly signal: EventsSignal;
  /** the hours of the calendar alone */
  readonly during?: Calendar;
  /** events per second in the quietest hour */
  readonly traffic: Fraction;
  /** seconds without an event */
  readonly wait: number;
}

/**
 * What has series without events: elsewhere what counts nothing sends nothing, and is absent. A group may rest while the others do
 * not, and of those that may be left none is known.
 */
function usesOf({ service }: Scope): Use[] {
  return service.slos.flatMap((slo) => {
    const { noTraffic } = slo.policy;
    if (noTraffic === undefined) return [];
    return signalsOfSlo(slo).flatMap((signal): Use[] => {
      if (signal.kind !== "events" || isGrouped(signal) || !signal.from.traits.series) return [];
      const waiting = (traffic: Fraction | undefined, during?: Calendar): Use[] =>
        traffic && traffic.compare(0) > 0
          ? [{ slo, signal, traffic, wait: Math.max(noTraffic, longestGap(traffic), looked), ...(during && { during }) }]
          : [];
      const always = waiting(signal.quietTraffic);
      const within = (signal.trafficDuring ?? []).flatMap(({ rate, calendar }) => waiting(rate, calendar));
      return [...always, ...within.filter(({ wait }) => always.every((one) => wait < one.wait))];
    });
  });
}

/** What all events are, whatever of them is bad. */
const counted = ({ metric, where, bad }: EventsSignal): string => JSON.stringify("raw" in bad ? [bad.raw.total] : [metric.id, where]);

/**
 * How long random events may pause, in seconds, rounded up to minutes.
 *
 * Events of a Poisson process with the rate λ have gaps that are exponentially distributed: each is longer than T with the
 * probability e^(−λT), and λ of them begin in a second. So gaps longer than T are once in e^(λT) / λ seconds, which is the time of one
 * false alarm where T = ln(λ · time) / λ. Where there are fewer events than that, each gap is as long as the time between two.
 *
 * @param rate events per second
 * @see S. Ross, Introduction to Probability Models, "The Poisson Process": interarrival times are exponential
 */
export function longestGap(rate: Fraction): number {
  const perSecond = rate.valueOf();
  const seconds = Math.max(1, Math.log(perSecond * chance)) / perSecond;
  return Math.ceil(seconds / 60) * 60;
}
