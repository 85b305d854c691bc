import { type Names, namesOf } from "../../dashboards/name.ts";
import type { ProbeCondition, ProberSource, ProbeSignal } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";

/** An alert whose condition Checkly sees. */
export type ChecklyAlert = Alert & { readonly evaluator: ProberSource };
type Seeing<K extends ProbeCondition["kind"]> = ChecklyAlert & { readonly when: Extract<ProbeCondition, { kind: K }> };
export type FailureAlert = Seeing<"probe-fails">;
export type CertificateAlert = Seeing<"certificate">;

/** A probe that an alert reads: one check, whose channels hear of failures or of the certificate. */
export interface Probe extends Names {
  readonly signal: ProbeSignal;
  readonly failures: readonly FailureAlert[];
  readonly certificates: readonly CertificateAlert[];
}

export function checklyAlerts(alerts: readonly Alert[]): ChecklyAlert[] {
  return alerts.filter((alert): alert is ChecklyAlert => alert.evaluator.kind === "checkly");
}

/** The probes that these alerts read, in the order of the alerts. */
export function probesOf(alerts: readonly ChecklyAlert[]): Probe[] {
  const onProbes = alerts.filter((alert) => sees("probe-fails")(alert) || sees("certificate")(alert));
  const byPath = Map.groupBy(onProbes, ({ when }) => when.signal.path);
  return [...byPath.values()].flatMap((own) => own.slice(0, 1).map((first) => probeOf(first, own)));
}

/** @throws Error for an endpoint of no service, which the model does not make */
function probeOf({ entry, system, service, when: { signal } }: FailureAlert | CertificateAlert, own: readonly ChecklyAlert[]): Probe {
  if (!system || !service) throw new Error(`${entry} asks an endpoint of no service`);
  return {
    ...namesOf([system, service, signal]),
    signal,
    failures: own.filter(sees("probe-fails")),
    certificates: own.filter(sees("certificate")),
  };
}

function sees<K extends ProbeCondition["kind"]>(kind: K) {
  return (alert: ChecklyAlert): alert is Seeing<K> => alert.when.kind === kind;
}
