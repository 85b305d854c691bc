import { boundOfEvents, watchedBound } from "../model/bad-events.ts";
import { measuredOf } from "../model/composite.ts";
import { type AlertCondition, leavesOf, signalsOf } from "../model/condition.ts";
import { formatDuration } from "../model/quantity.ts";
import type { AlertRule, CompositeSignal, Runbook, Service, Signal, Slo, Stage } from "../model/resolved.ts";
import type { Alert } from "./alert.ts";
import { namesOf, routed, type Scope, subjectOf } from "./scope.ts";

/**
 * One alert for each metric whose silence would otherwise look like health: every condition is quiet without data, so
 * that absence alert fires once, not once per rule. A metric whose absence fires an alert of the catalog needs none, unless
 * that one is on trial. What only alerts on trial read is on trial itself.
 *
 * @param composed what alerts anywhere read of the members of composites
 */
export function absenceAlerts(scope: Scope, composed: readonly Use[]): Alert[] {
  const { ticketSeverity, absence } = scope.system.policy;
  return watched(scope.service, composed).map((uses): Alert => {
    const [{ signal, runbook }] = uses;
    const stage = uses.every(onTrial) ? "shadow" : undefined;
    const { metric } = signal;
    const readers = [...new Set(uses.map(({ by }) => by))].join(", ");
    return {
      ...namesOf(scope, { id: metric.id, formerly: [] }, "absent"),
      ...routed(scope, signal.from, { severity: ticketSeverity, runbook, stage }),
      entry: `${scope.service.path}/${metric.id}`,
      kind: "absence",
      title: `${subjectOf(scope)}: no data from ${metric.name}`,
      summary: `${metric.name} has had no series for ${formatDuration(absence)}: ${readers} cannot see anything.`,
      when: nothingFor(uses.map((use) => use.signal)),
      for: absence,
      notes: [],
      provenance: { source: metric.source },
    };
  });
}

/** A signal that an SLO or an alert reads. */
export interface Use {
  readonly signal: Signal;
  readonly runbook: Runbook;
  /** of the SLO or alert that reads it */
  readonly stage: Stage | undefined;
  /** title of the SLO or alert that reads it */
  readonly by: string;
}
type Uses = readonly [Use, ...Use[]];

const onTrial = ({ stage }: { readonly stage?: Stage | undefined }): boolean => stage === "shadow";

/** What the members of composites are read for, whatever their service is: there their silence is reported. */
export const composedUses = (services: readonly Service[]): Use[] =>
  services.flatMap((service) => (service.composites.length > 0 ? usesOf(service, ({ kind }) => kind === "composite") : []));

function usesOf(service: Service, isAsked: (signal: Signal | CompositeSignal) => boolean): Use[] {
  const ofSlo = (slo: Slo) => [slo.signal, ...(slo.floor ? [slo.floor.signal] : [])];
  return [
    ...service.slos.flatMap((slo) =>
      ofSlo(slo)
        .filter(isAsked)
        .flatMap(measuredOf)
        .map((signal) => ({ signal, runbook: slo.runbook, stage: slo.stage, by: slo.title })),
    ),
    ...service.alerts
      .filter((rule) => rule.missing === "absence")
      .flatMap((rule) =>
        leavesOf(rule.when)
          .filter(({ signal }) => isAsked(signal))
          .flatMap(({ signal }) => measuredOf(signal))
          .map((signal) => ({ signal, runbook: rule.runbook, stage: rule.stage, by: rule.title })),
      ),
  ];
}

function watched(service: Service, composed: readonly Use[]): Uses[] {
  const own = new Set(service.signals);
  const uses = [...usesOf(service, ({ kind }) => kind !== "composite"), ...composed.filter(({ signal }) => own.has(signal))];
  const loud = service.alerts.filter((rule) => rule.missing === "fire" || rule.when.kind === "absent");
  const metrics = new Map<string, Uses>();
  for (const use of uses) {
    const { id } = use.signal.metric;
    const known = metrics.get(id);
    metrics.set(id, known ? [...known, use] : [use]);
  }
  return [...metrics.values()].flatMap((of): Uses[] => {
    const [first, ...more] = of.filter((use) => !isCovered(use, of.every(onTrial), loud));
    return first ? [[first, ...more]] : [];
  });
}

/** Whether an alert that fires without what is read already notifies everyone whom the alerts on it notify; of a histogram, without that very bound. */
function isCovered({ signal }: Use, trial: boolean, loud: readonly AlertRule[]): boolean {
  const bucket = watchedBound(signal);
  const reads = (other: Signal) => other.metric.id === signal.metric.id && (!bucket || watchedBound(other)?.equals(bucket));
  const telling = loud.filter(({ when }) => signalsOf(when).some(reads));
  return trial ? telling.length > 0 : telling.some((rule) => !onTrial(rule));
}

/** No series of the metric, whatever a signal selects of it; of a histogram, of any bound that is in use. */
function nothingFor(signals: readonly Signal[]): AlertCondition {
  const bounds = new Map(signals.map((signal) => [boundOf(signal), { ...signal, where: signal.metric.where }]));
  if (bounds.size > 1) bounds.delete(whole);
  const of = [...bounds.values()].map((signal): AlertCondition => ({ kind: "absent", signal }));
  const [only, ...more] = of;
  return only && more.length === 0 ? only : { kind: "any", of };
}

/** A bucket is never there without its count. */
const whole = "";
function boundOf(signal: Signal): string {
  return (watchedBound(signal) ?? boundOfEvents(signal))?.toFraction() ?? whole;
}
