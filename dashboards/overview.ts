import { oldestId } from "../model/ids.ts";
import type { Environment, Service, System } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";
import type { DashboardSpec, Link } from "./dashboard.ts";
import { namesOf } from "./name.ts";
import { objectivePanels } from "./rows/objectives.ts";
import { saturationPanels } from "./rows/saturation.ts";
import { signalPanels } from "./rows/signals.ts";
import { trafficPanels } from "./rows/traffic.ts";
import { expectationsOf } from "./threshold.ts";

/** One page a service that answers the first questions of an incident, from promise to cause. Empty rows are left out. */
export function overviewOf(service: Service, system: System, environment: Environment, alerts: readonly Alert[]): DashboardSpec {
  const own = alerts.filter((alert) => alert.service?.path === service.path);
  const expected = expectationsOf(service.slos, own);
  const rows = [
    { title: "Objectives", panels: service.slos.flatMap(objectivePanels) },
    { title: "Availability and latency", panels: signalPanels(service, own, expected) },
    { title: "Traffic", panels: trafficPanels(service, expected) },
    { title: "Saturation", panels: saturationPanels(service, expected) },
  ];
  return {
    ...namesOf([system, service], "overview"),
    title: `${system.name} ${service.name}`,
    environment,
    system,
    service,
    rows: rows.filter((row) => row.panels.length > 0),
    links: runbookLinks(own),
    tags: [oldestId(system), oldestId(service), environment.id],
    provenance: { source: service.source },
  };
}

/** The runbooks of the service's alerts, each once, in the order of their ids. */
function runbookLinks(alerts: readonly Alert[]): Link[] {
  const runbooks = new Map(alerts.map(({ runbook }) => [runbook.id, runbook]));
  return [...runbooks.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ id, url }) => ({ title: `Runbook: ${id}`, url }));
}
