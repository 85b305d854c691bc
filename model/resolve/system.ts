import type { CompositeSignal, Dashboard, Duty, Service, Severity, Signal, System } from "../resolved.ts";
import { duty, ownSeverity, type SystemFile } from "../schema/system.ts";
import type { Vocabulary } from "../vocabulary.ts";
import { resolveAlert, resolveSlo } from "./alerts.ts";
import { carriedOf } from "./carried.ts";
import { resolveComposite } from "./composites.ts";
import { resolvePanel, shownBy } from "./dashboards.ts";
import { derive } from "./derive.ts";
import { entriesOf, mapEntries, need, provenanceOf } from "./entries.ts";
import { resolveLogs } from "./logs.ts";
import type { KnownEntries, ResolvedOrganization } from "./organization.ts";
import { endpointOf, resolveProbe } from "./probes.ts";
import type { SystemScope } from "./scope.ts";
import { resolveMetric, resolveSignal, type ServiceScope } from "./signals.ts";
import { resolveTools } from "./tools.ts";

/** A system as far as no other is needed: what each of its services measures. */
export interface MeasuredSystem {
  readonly scope: SystemScope;
  readonly services: readonly MeasuredService[];
}

interface MeasuredService {
  readonly id: string;
  readonly entry: SystemFile["services"][string];
  readonly scope: ServiceScope;
  readonly signals: ReadonlyMap<string, Signal>;
}

export function measureSystem(file: SystemFile, organization: ResolvedOrganization, environment: string): MeasuredSystem {
  const address = Object.hasOwn(file.addresses, environment) ? file.addresses[environment] : undefined;
  const severity = ownSeverities(file, organization.known);
  const scope: SystemScope = { file, known: { ...organization.known, severity }, environment, address };
  return { scope, services: entriesOf(file.services).map(([id, entry]) => measureService(scope, id, entry)) };
}

/** @param signals those of all systems, by path */
export function resolveSystem(
  { scope: system, services: measured }: MeasuredSystem,
  vocabulary: Vocabulary,
  organization: ResolvedOrganization,
  signals: ReadonlyMap<string, Signal>,
): System {
  const { file, known, environment, address } = system;
  const services = measured.map((service) => resolveService(system, service, signals));
  const shown = shownBy(services);
  const dashboards = entriesOf(file.dashboards).map(
    ([id, entry]): Dashboard => ({
      id,
      formerly: entry.formerly ?? [],
      ...provenanceOf(entry),
      title: entry.title,
      // A reader meets panels in the order in which they were written.
      panels: Object.entries(entry.panels).map(([panel, written]) => resolvePanel(panel, written, shown)),
    }),
  );
  return {
    id: file.system,
    formerly: file.formerly ?? [],
    name: file.name,
    owner: need(known.team, file.owner, "team"),
    source: need(known.source, file.source, "source"),
    policy: need(known.policy, file.policy, "policy"),
    services,
    dashboards,
    ...(file.logs ? { logs: resolveLogs(file.logs, organization.known) } : {}),
    ...(address === undefined ? {} : { address }),
    severities: [...known.severity.values()],
    duties: entriesOf(file.application).map(([id, entry]): Duty => ({ id, ...derive(duty, entry, {}) })),
    ...resolveTools(vocabulary, file, environment, organization.owner, services),
    retired: file.retired,
  };
}

function measureService({ file, known, environment }: SystemScope, id: string, entry: SystemFile["services"][string]): MeasuredService {
  const path = `${file.system}/${id}`;
  const sourceOf = (id: string | undefined) => need(known.source, id ?? file.source, "source");
  const metrics = mapEntries(entry.metrics, (metric, written) => resolveMetric(metric, written, sourceOf(written.from), entry.where));
  const scope: ServiceScope = {
    path,
    system: file.formerly?.[0] ?? file.system,
    service: entry.formerly?.[0] ?? id,
    environment,
    metrics,
    calendars: known.calendar,
  };
  const signals = entriesOf(entry.signals).flatMap(([signal, one]) =>
    one.probe || one.composite ? [] : [[signal, resolveSignal(scope, signal, one)] as const],
  );
  return { id, entry, scope, signals: new Map(signals) };
}

function resolveService(system: SystemScope, measured: MeasuredService, everywhere: ReadonlyMap<string, Signal>): Service {
  const { file, known } = system;
  const { id, entry, signals } = measured;
  const { path, metrics } = measured.scope;
  const written = entriesOf(entry.signals);
  const probes = written.flatMap(([signal, one]) => (one.probe ? (resolveProbe(system, path, entry, signal, one) ?? []) : []));
  const composites = written.flatMap(([signal, one]) => (one.composite ? [resolveComposite(measured.scope, signal, one, everywhere)] : []));
  const asked = new Map<string, Signal | CompositeSignal>([...signals, ...composites.map((one) => [one.id, one] as const)]);
  const scope = { ...measured.scope, signals: asked, probes, name: entry.name };
  const onCall = entry["on-call"] ?? file["on-call"];
  return {
    id,
    formerly: entry.formerly ?? [],
    ...provenanceOf(entry),
    path,
    name: entry.name,
    owner: need(known.team, entry.owner ?? file.owner, "team"),
    ...(onCall === undefined ? {} : { onCall: need(known["on-call service"], onCall, "on-call service") }),
    tier: entry.tier ?? file.tier,
    ...carriedOf(entry),
    metrics: [...metrics.values()],
    signals: [...signals.values()],
    probes,
    composites,
    slos: entriesOf(entry.slos).flatMap(([slo, written]) => resolveSlo(system, scope, slo, written) ?? []),
    alerts: entriesOf(entry.alerts).flatMap(([alert, written]) => resolveAlert(system, scope, alert, written) ?? []),
    endpoints: entriesOf(entry.endpoints).map(([id, written]) => endpointOf(id, written)),
  };
}

const ownKeys = ownSeverity.pick({ priority: true, respond: true, channel: true });

/** The organization's severities, with what a system says of them in its place. Whether one pages is the organization's. */
function ownSeverities(file: SystemFile, known: KnownEntries): ReadonlyMap<string, Severity> {
  return new Map(
    [...known.severity].map(([id, severity]) => {
      const own = Object.hasOwn(file.severities, id) ? file.severities[id] : undefined;
      return [id, own ? { ...severity, ...derive(ownKeys, own, known) } : severity];
    }),
  );
}
