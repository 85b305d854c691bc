import { namesOf } from "../../dashboards/name.ts";
import type { Environment, OnCall, StatusComponent, StatusPage, System } from "../../model/resolved.ts";
import { isRead, type OutsideAlert, outsideAlerts, type Probe, probesOf, type SilenceAlert, sees } from "../probes.ts";
import type { Monitoring } from "../vendor.ts";

interface Named {
  readonly name: string;
  readonly formerNames: readonly string[];
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
  readonly alerts: readonly OutsideAlert[];
  /** those of which somebody is notified, or that a status page shows; more than one alert of a kind is refused */
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
  const alerts = outsideAlerts(all, kind);
  const calls = new Map(alerts.flatMap(({ route }) => (route.kind === "page" ? [[route.onCall.id, route.onCall] as const] : [])));
  return {
    environment,
    alerts,
    probes: probesOf({ systems }, kind, alerts).filter((probe) => isRead(probe) || isShown(probe)),
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

const isShown = ({ system, signal }: Probe): boolean =>
  (system.statusPage?.components ?? []).some((component) => component.signal?.path === signal.path);

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
