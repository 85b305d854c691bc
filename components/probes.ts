import { type Names, namesOf } from "../dashboards/name.ts";
import type { OutsideCondition } from "../model/condition.ts";
import type { ProberSource, ProbeSignal, Resolved, Service, System } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";
import type { Monitoring } from "./vendor.ts";

/** An alert that a prober evaluates, from outside. */
export type OutsideAlert = Alert & { readonly evaluator: ProberSource };
type Seeing<K extends OutsideCondition["kind"]> = OutsideAlert & { readonly when: Extract<OutsideCondition, { kind: K }> };
export type FailureAlert = Seeing<"probe-fails">;
export type CertificateAlert = Seeing<"certificate">;
export type SilenceAlert = Seeing<"no-sign-of-life">;

/** A probe of one vendor, with the alerts that read it. */
export interface Probe extends Names {
  readonly system: System;
  readonly service: Service;
  readonly signal: ProbeSignal;
  readonly failures: readonly FailureAlert[];
  readonly certificates: readonly CertificateAlert[];
}

/** What of a catalog may be asked from outside. */
export type Asked = Pick<Monitoring, "resolved" | "alerts">;

/** The part of it that one prober has. */
export interface Probing {
  readonly alerts: readonly OutsideAlert[];
  readonly probes: readonly Probe[];
}

/** The alerts of the prober of this kind. */
export function outsideAlerts(alerts: readonly Alert[], kind: ProberSource["kind"]): OutsideAlert[] {
  return alerts.filter((alert): alert is OutsideAlert => alert.evaluator.kind === kind);
}

/**
 * Every probe of the prober of this kind, in the order of the catalog.
 *
 * @param alerts those of this prober
 */
export function probesOf({ systems }: Pick<Resolved, "systems">, kind: ProberSource["kind"], alerts: readonly OutsideAlert[]): Probe[] {
  const failures = Map.groupBy(alerts.filter(sees("probe-fails")), pathOf);
  const certificates = Map.groupBy(alerts.filter(sees("certificate")), pathOf);
  return systems.flatMap((system) =>
    system.services.flatMap((service) =>
      service.probes
        .filter(({ from }) => from.kind === kind)
        .map((signal) => ({
          ...namesOf([system, service, signal]),
          ...{ system, service, signal },
          failures: failures.get(signal.path) ?? [],
          certificates: certificates.get(signal.path) ?? [],
        })),
    ),
  );
}

const pathOf = ({ when }: FailureAlert | CertificateAlert): string => when.signal.path;

/** Does any alert read it? */
export const isRead = ({ failures, certificates }: Probe): boolean => failures.length + certificates.length > 0;

export function sees<K extends OutsideCondition["kind"]>(kind: K) {
  return (alert: OutsideAlert): alert is Seeing<K> => alert.when.kind === kind;
}
