import { boundOfEvents } from "../model/bad-events.ts";
import { type AlertCondition, signalsOf } from "../model/condition.ts";
import { formatDuration } from "../model/quantity.ts";
import type { AlertRule, Runbook, Service, Signal, Slo, Stage } from "../model/resolved.ts";
import type { Alert } from "./alert.ts";
import { namesOf, routed, type Scope, subjectOf } from "./scope.ts";

/**
 * One alert for each metric whose silence would otherwise look like health: every condition is quiet without data, so
 * that absence alert fires once, not once per rule. A metric whose absence fires an alert of the catalog needs none, unless
 * that one is on trial. What only alerts on trial read is on trial itself.
 */
export function absenceAlerts(scope: Scope): Alert[] {
  const { ticketSeverity, absence } = scope.system.policy;
  return watched(scope.service).map((uses): Alert => {
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

interface Use {
  readonly signal: Signal;
  readonly runbook: Runbook;
  /** of the SLO or alert that reads it */
  readonly stage: Stage | undefined;
  /** title of the SLO or alert that reads it */
  readonly by: string;
}
type Uses = readonly [Use, ...Use[]];

const onTrial = ({ stage }: { readonly stage?: Stage | undefined }): boolean => stage === "shadow";

function watched(service: Service): Uses[] {
  const uses = [
    ...service.slos.flatMap((slo) =>
      signalsOfSlo(slo).map((signal) => ({ signal, runbook: slo.runbook, stage: slo.stage, by: slo.title })),
    ),
    ...service.alerts
      .filter((rule) => rule.missing === "absence")
      .flatMap((rule) => signalsOf(rule.when).map((signal) => ({ signal, runbook: rule.runbook, stage: rule.stage, by: rule.title }))),
  ];
  const loud = service.alerts.filter((rule) => rule.missing === "fire" || rule.when.kind === "absent");
  const metrics = new Map<string, Uses>();
  for (const use of uses) {
    const { id } = use.signal.metric;
    const known = metrics.get(id);
    metrics.set(id, known ? [...known, use] : [use]);
  }
  return [...metrics.values()].filter((of) => !isCovered(of, loud));
}

/** Whether an alert that fires without the metric already notifies everyone whom the alerts on it notify. */
function isCovered(uses: Uses, loud: readonly AlertRule[]): boolean {
  const [{ signal }] = uses;
  const telling = loud.filter(({ when }) => signalsOf(when).some(({ metric }) => metric.id === signal.metric.id));
  return uses.every(onTrial) ? telling.length > 0 : telling.some((rule) => !onTrial(rule));
}

const signalsOfSlo = (slo: Slo): Signal[] => (slo.floor ? [slo.signal, slo.floor.signal] : [slo.signal]);

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
  return boundOfEvents(signal)?.toFraction() ?? whole;
}
