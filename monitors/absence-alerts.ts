import { formatDuration } from "../model/quantity.ts";
import type { Runbook, Service, Signal } from "../model/resolved.ts";
import type { Alert } from "./alert.ts";
import { namesOf, type Scope, told } from "./scope.ts";
import { seriesOf } from "./words.ts";

/**
 * One alert for each metric whose silence would otherwise look like health: every condition is quiet without data, so
 * that absence tells once, not once per rule. A metric whose absence fires an alert of the catalog needs none.
 */
export function absenceAlerts(scope: Scope): Alert[] {
  const { severity, wait } = { severity: scope.system.policy.ticketSeverity, wait: scope.system.policy.absence };
  return watched(scope.service).map(({ signal, runbook, by }) => ({
    ...namesOf(scope, { id: signal.metric.id, formerly: [] }, "absent"),
    ...told(scope, signal.from, severity, runbook),
    entry: `${scope.service.path}/${signal.metric.id}`,
    kind: "absence",
    title: `${scope.service.name}: no data from ${signal.metric.name}`,
    summary: `${seriesOf(signal)} has had no series for ${formatDuration(wait)}: ${by.join(", ")} cannot see anything.`,
    when: { kind: "absent", signal: { ...signal, where: signal.metric.where } },
    for: wait,
    notes: [],
    provenance: { source: signal.metric.source },
  }));
}

interface Watched {
  readonly signal: Signal;
  readonly runbook: Runbook;
  /** the SLOs and alerts that read the metric */
  readonly by: readonly string[];
}

function watched(service: Service): Watched[] {
  const uses = [
    ...service.slos.flatMap((slo) => signalsOfSlo(slo).map((signal) => ({ signal, runbook: slo.runbook, id: slo.id }))),
    ...service.alerts
      .filter((rule) => rule.missing === "absence")
      .map((rule) => ({ signal: rule.when.signal, runbook: rule.runbook, id: rule.id })),
  ];
  const fires = new Set(service.alerts.filter((rule) => rule.missing === "fire").map((rule) => rule.when.signal.metric.id));
  const metrics = new Map<string, Watched>();
  for (const { signal, runbook, id } of uses) {
    if (fires.has(signal.metric.id)) continue;
    const known = metrics.get(signal.metric.id);
    const by = new Set([...(known?.by ?? []), id]);
    metrics.set(signal.metric.id, { signal: known?.signal ?? signal, runbook: known?.runbook ?? runbook, by: [...by] });
  }
  return [...metrics.values()];
}

function signalsOfSlo(slo: Service["slos"][number]): Signal[] {
  return slo.floor ? [slo.signal, slo.floor.signal] : [slo.signal];
}
