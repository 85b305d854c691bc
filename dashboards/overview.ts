import { oldestId } from "../model/ids.ts";
import type { Across, Environment, Service, Source, System } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";
import { type DashboardPanel, type DashboardSpec, type Link, panelsIn } from "./dashboard.ts";
import { namesOf } from "./name.ts";
import { heading } from "./panel.ts";
import { objectivePanels } from "./rows/objectives.ts";
import { saturationPanels } from "./rows/saturation.ts";
import { signalPanels } from "./rows/signals.ts";
import { trafficPanels } from "./rows/traffic.ts";
import { expectationsOf } from "./threshold.ts";

/**
 * One page a service that answers the first questions of an incident, from promise to cause. It shows what lives in the
 * system's source. Empty rows are left out.
 */
export function overviewOf(service: Service, system: System, environment: Environment, alerts: readonly Alert[]): DashboardSpec {
  const { source } = system;
  const own = alerts.filter((alert) => alert.service?.path === service.path);
  const seen = heldBy(source, service);
  const expected = expectationsOf(seen.slos, own);
  const rows = [
    { title: "Objectives", panels: seen.slos.flatMap(objectivePanels) },
    {
      title: "Availability and latency",
      panels: signalPanels(
        seen,
        own.filter(({ evaluator }) => evaluator.id === source.id),
        expected,
      ),
    },
    { title: "Traffic", panels: trafficPanels(seen, expected) },
    { title: "Saturation", panels: saturationPanels(seen, expected, acrossOfPanels(system)) },
  ];
  return {
    ...namesOf([system, service], "overview"),
    entry: service.path,
    title: `${system.name} ${service.name}`,
    environment,
    system,
    service,
    source,
    rows: toldApart(rows.filter((row) => row.panels.length > 0)),
    links: [...runbookLinks(own), ...ownLinks(service, own)],
    tags: [oldestId(system), oldestId(service), environment.id],
    provenance: { source: service.source },
  };
}

/** Titles are made of metrics: where several panels would have one, each adds the id of what it shows, `Calls, bad share: Answered`. */
function toldApart(rows: DashboardSpec["rows"]): DashboardSpec["rows"] {
  const titles = Map.groupBy(panelsIn({ rows }), ({ title }) => title);
  const apart = (panel: DashboardPanel): DashboardPanel => {
    if ((titles.get(panel.title)?.length ?? 0) < 2) return panel;
    const [, ...shown] = panel.id.split("--");
    return { ...panel, title: `${panel.title}: ${heading(shown.join(" "))}` };
  };
  return rows.map((row) => ({ ...row, panels: row.panels.map(apart) }));
}

/** How hand-written panels aggregate a gauge: their author knows whether each instance reports the total. */
function acrossOfPanels({ dashboards }: System): ReadonlyMap<string, Across> {
  const shows = dashboards.flatMap(({ panels }) => panels.map(({ show }) => show));
  return new Map(shows.flatMap((show) => (show.kind === "value" ? [[show.metric.name, show.across]] : [])));
}

/** What of a service a source holds. */
function heldBy({ id }: Source, service: Service): Service {
  return {
    ...service,
    metrics: service.metrics.filter(({ from }) => from.id === id),
    signals: service.signals.filter(({ from }) => from.id === id),
    slos: service.slos.filter(({ signal }) => signal.from.id === id),
  };
}

/** The links of the service and of its alerts, each once. */
function ownLinks(service: Service, alerts: readonly Alert[]): Link[] {
  const all = [service, ...alerts].flatMap(({ links = {} }) => Object.entries(links).map(([title, url]) => ({ title, url })));
  return [...new Map(all.map((link) => [`${link.title}: ${link.url}`, link])).values()];
}

/** The runbooks of the service's alerts, each once, in the order of their ids. */
function runbookLinks(alerts: readonly Alert[]): Link[] {
  const runbooks = new Map(alerts.map(({ runbook }) => [runbook.id, runbook]));
  return [...runbooks.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ id, url }) => ({ title: `Runbook: ${id}`, url }));
}
