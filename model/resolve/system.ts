import type { Dashboard, Duty, Service, Severity, System } from "../resolved.ts";
import { duty, ownSeverity, type SystemFile } from "../schema/system.ts";
import type { Vocabulary } from "../vocabulary.ts";
import { resolveAlert, resolveSlo } from "./alerts.ts";
import { carriedOf } from "./carried.ts";
import { resolvePanel, shownBy } from "./dashboards.ts";
import { derive } from "./derive.ts";
import { entriesOf, mapEntries, need, provenanceOf } from "./entries.ts";
import { resolveLogs } from "./logs.ts";
import type { KnownEntries, ResolvedOrganization } from "./organization.ts";
import { endpointOf, resolveProbe } from "./probes.ts";
import type { SystemScope } from "./scope.ts";
import { resolveMetric, resolveSignal, type ServiceScope } from "./signals.ts";
import { resolveTools } from "./tools.ts";

export function resolveSystem(file: SystemFile, vocabulary: Vocabulary, organization: ResolvedOrganization, environment: string): System {
  const address = Object.hasOwn(file.addresses, environment) ? file.addresses[environment] : undefined;
  const severity = ownSeverities(file, organization.known);
  const known = { ...organization.known, severity };
  const system: SystemScope = { file, known, environment, address };
  const services = entriesOf(file.services).map(([id, entry]) => resolveService(system, id, entry));
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
    severities: [...severity.values()],
    duties: entriesOf(file.application).map(([id, entry]): Duty => ({ id, ...derive(duty, entry, {}) })),
    ...resolveTools(vocabulary, file, environment, organization.owner, services),
    retired: file.retired,
  };
}

function resolveService(system: SystemScope, id: string, entry: SystemFile["services"][string]): Service {
  const { file, known, environment } = system;
  const path = `${file.system}/${id}`;
  const sourceOf = (id: string | undefined) => need(known.source, id ?? file.source, "source");
  const metrics = mapEntries(entry.metrics, (metric, written) => resolveMetric(metric, written, sourceOf(written.from), entry.where));
  const scope: ServiceScope = {
    path,
    system: file.formerly?.[0] ?? file.system,
    service: entry.formerly?.[0] ?? id,
    environment,
    metrics,
  };
  const written = entriesOf(entry.signals);
  const signals = new Map(written.flatMap(([signal, one]) => (one.probe ? [] : [[signal, resolveSignal(scope, signal, one)] as const])));
  const probes = written.flatMap(([signal, one]) => (one.probe ? (resolveProbe(system, path, entry, signal, one) ?? []) : []));
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
    slos: entriesOf(entry.slos).flatMap(
      ([slo, written]) => resolveSlo(system, { ...scope, signals, probes, name: entry.name }, slo, written) ?? [],
    ),
    alerts: entriesOf(entry.alerts).flatMap(
      ([alert, written]) => resolveAlert(system, { ...scope, signals, probes, name: entry.name }, alert, written) ?? [],
    ),
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
