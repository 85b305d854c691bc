import { namesOf } from "../../dashboards/name.ts";
import type { OutsideCondition } from "../../model/condition.ts";
import type { Environment, OnCall, ProberSource, ProbeSignal, Service, StatusComponent, StatusPage, System } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import type { Monitoring } from "../vendor.ts";

/** An alert whose condition Better Stack sees. */
export type BetterStackAlert = Alert & { readonly evaluator: ProberSource };
type Seeing<K extends OutsideCondition["kind"]> = BetterStackAlert & { readonly when: Extract<OutsideCondition, { kind: K }> };
export type FailureAlert = Seeing<"probe-fails">;
export type CertificateAlert = Seeing<"certificate">;
export type SilenceAlert = Seeing<"no-sign-of-life">;

interface Named {
  readonly name: string;
  readonly formerNames: readonly string[];
}

/** A probe that notifies someone, or that a status page shows: one monitor, which has a policy for each of the two kinds. */
export interface Probe extends Named {
  readonly system: System;
  readonly service: Service;
  readonly signal: ProbeSignal;
  /** more than one of a kind is refused */
  readonly failures: readonly FailureAlert[];
  readonly certificates: readonly CertificateAlert[];
}

export interface Page extends Named {
  readonly system: System;
  readonly page: StatusPage;
  /** as written */
  readonly components: readonly (Named & { readonly component: StatusComponent })[];
}

/** All that one environment has at Better Stack. */
export interface BetterStackMonitoring {
  readonly environment: Environment;
  readonly alerts: readonly BetterStackAlert[];
  readonly probes: readonly Probe[];
  readonly silences: readonly SilenceAlert[];
  readonly pages: readonly Page[];
  /** the on-call services that alerts page, each once */
  readonly calls: readonly OnCall[];
  /** names of the gateways to which alerts post, each once */
  readonly gateways: readonly string[];
}

const kind = "better-stack";

export function forBetterStack({
  resolved: { environment, systems },
  alerts: all,
}: Pick<Monitoring, "resolved" | "alerts">): BetterStackMonitoring {
  const alerts = all.filter((alert): alert is BetterStackAlert => alert.evaluator.kind === kind);
  const calls = new Map(alerts.flatMap(({ route }) => (route.kind === "page" ? [[route.onCall.id, route.onCall] as const] : [])));
  return {
    environment,
    alerts,
    probes: systems.flatMap((system) => probesOf(system, alerts)),
    silences: alerts.filter(sees("no-sign-of-life")),
    pages: systems.flatMap((system) => pageOf(system) ?? []),
    calls: [...calls.values()],
    gateways: [...new Set(alerts.flatMap(({ route }) => route.channel.webhook ?? []))],
  };
}

/** Those whose signs come from a program that no vendor of a stack configures: a person gives it the address. */
export function externalHeartbeats({ silences }: BetterStackMonitoring): SilenceAlert[] {
  return silences.filter(({ when }) => when.of.evaluator === "prometheus");
}

function sees<K extends OutsideCondition["kind"]>(what: K) {
  return (alert: BetterStackAlert): alert is Seeing<K> => alert.when.kind === what;
}

function probesOf(system: System, alerts: readonly BetterStackAlert[]): Probe[] {
  const shown = new Set(system.statusPage?.components.flatMap(({ signal }) => signal?.path ?? []));
  const probes = system.services.flatMap((service) =>
    service.probes
      .filter(({ from }) => from.kind === kind)
      .map((signal): Probe => {
        const about = ({ when }: FailureAlert | CertificateAlert) => when.signal.path === signal.path;
        const failures = alerts.filter(sees("probe-fails")).filter(about);
        const certificates = alerts.filter(sees("certificate")).filter(about);
        return { ...namesOf([system, service, signal]), system, service, signal, failures, certificates };
      }),
  );
  return probes.filter(({ signal, failures, certificates }) => shown.has(signal.path) || failures.length + certificates.length > 0);
}

function pageOf(system: System): Page | undefined {
  const page = system.statusPage;
  if (page?.by !== kind) return undefined;
  const path = [
    { id: "status-page", formerly: [] },
    { id: system.id, formerly: [...system.formerly, ...page.formerly] },
  ];
  const components = page.components.map((component) => ({ ...namesOf([...path, component]), component }));
  return { ...namesOf(path), system, page, components };
}

/** Does this environment have anything at Better Stack? */
export const hasWork = ({ alerts, probes, pages }: BetterStackMonitoring): boolean => alerts.length + probes.length + pages.length > 0;
