import { namesOf } from "../../dashboards/name.ts";
import type { ProbeCondition, ProberSource, ProbeSignal, Resolved } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";

/** An alert whose condition UptimeRobot sees. */
export type UptimeRobotAlert = Alert & { readonly evaluator: ProberSource };
type Seeing<K extends ProbeCondition["kind"]> = UptimeRobotAlert & { readonly when: Extract<ProbeCondition, { kind: K }> };
export type FailureAlert = Seeing<"probe-fails">;
export type CertificateAlert = Seeing<"certificate">;

/** A probe that notifies someone: one monitor, whose contacts are notified of failures or of certificate expiry. */
export interface Probe {
  readonly name: string;
  readonly formerNames: readonly string[];
  readonly signal: ProbeSignal;
  readonly failures: readonly FailureAlert[];
  readonly certificates: readonly CertificateAlert[];
}

export function uptimeRobotAlerts(alerts: readonly Alert[]): UptimeRobotAlert[] {
  return alerts.filter((alert): alert is UptimeRobotAlert => alert.evaluator.kind === "uptimerobot");
}

/** The probes of one environment that an alert reads, in the order of their names. */
export function probesOf({ systems }: Resolved, alerts: readonly UptimeRobotAlert[]): Probe[] {
  const probes = systems.flatMap((system) =>
    system.services.flatMap((service) =>
      service.probes.map((signal): Probe => {
        const about = ({ when }: FailureAlert | CertificateAlert) => when.signal.path === signal.path;
        return {
          ...namesOf([system, service, signal]),
          signal,
          failures: alerts.filter(sees("probe-fails")).filter(about),
          certificates: alerts.filter(sees("certificate")).filter(about),
        };
      }),
    ),
  );
  return probes.filter(({ failures, certificates }) => failures.length + certificates.length > 0);
}

function sees<K extends ProbeCondition["kind"]>(kind: K) {
  return (alert: UptimeRobotAlert): alert is Seeing<K> => alert.when.kind === kind;
}
