import type { Monitoring } from "../components/vendor.ts";
import type { DashboardSpec } from "../dashboards/dashboard.ts";
import { overviewOf } from "../dashboards/overview.ts";
import { idPattern } from "../model/schema/text.ts";
import type { Piece } from "./component.ts";
import type { Fault } from "./small-catalog.ts";

/** What a dashboard of SLOs says, whoever shows it. */
export interface ServiceDashboardArgs<Slo extends Piece> {
  /** such as `Checkout` */
  readonly title: string;
  /** what it shows, in this order; all of one environment, and of one source of data */
  readonly slos: readonly [Slo, ...Slo[]];
}

/** @internal what the SLOs are made of, as one catalog, and the one dashboard of it. @param name logical name of the dashboard */
export function monitoringOfSlos(name: string, { title, slos }: ServiceDashboardArgs<Piece>): Monitoring {
  const each = slos.map(({ prepared }) => prepared.monitoring);
  const [first] = each as [Monitoring, ...Monitoring[]];
  const resolved = { ...first.resolved, systems: each.flatMap(({ resolved }) => resolved.systems) };
  return { resolved, alerts: each.flatMap(({ alerts }) => alerts), dashboards: [dashboardOf(name, title, each)], protect: false };
}

/** One page of several services' overviews: each row has the panels of all, and each panel says of which SLO it is. */
function dashboardOf(name: string, title: string, each: readonly Monitoring[]): DashboardSpec {
  const overviews = each.flatMap(({ alerts, resolved: { environment, systems } }) =>
    systems.flatMap((system) => system.services.map((service) => overviewOf(service, system, environment, alerts))),
  );
  const [first] = overviews as [DashboardSpec, ...DashboardSpec[]];
  const rows = new Map<string, DashboardSpec["rows"][number]["panels"]>();
  for (const { rows: own, service, system } of overviews) {
    const [slo] = service?.slos ?? [];
    const titleOf = (panel: string) => (slo && !panel.startsWith(slo.title) ? `${slo.title}: ${lowerFirst(panel)}` : panel);
    for (const row of own) {
      const panels = row.panels.map((panel) => ({ ...panel, id: `${system.id}-${panel.id}`, title: titleOf(panel.title) }));
      rows.set(row.title, [...(rows.get(row.title) ?? []), ...panels]);
    }
  }
  const links = new Map(overviews.flatMap((overview) => overview.links.map((link) => [link.url, link] as const)));
  return {
    ...first,
    name,
    formerNames: [],
    entry: name,
    title,
    rows: [...rows].map(([row, panels]) => ({ title: row, panels })),
    links: [...links.values()].map(({ url }) => ({ title: links.size === 1 ? "Runbook" : `Runbook: ${new URL(url).pathname}`, url })),
    tags: [...new Set(overviews.flatMap(({ environment, service }) => [service?.id ?? "", environment.id]))],
  };
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** @internal what keeps SLOs from being on one page. @param sourceOf what the source of one is, for people */
export function showingFaults(name: string, { slos }: ServiceDashboardArgs<Piece>, sourceOf: (monitoring: Monitoring) => string): Fault[] {
  const [first] = slos;
  if (!first) return [{ argument: "slos", what: "there is nothing to show; name an SloAlerts" }];
  const of = (key: (monitoring: Monitoring) => string, noun: string) =>
    slos.flatMap(({ prepared: { monitoring } }, index): Fault[] => {
      const [expected, found] = [key(first.prepared.monitoring), key(monitoring)];
      return expected === found
        ? []
        : [
            {
              argument: `slos.${index}`,
              what: `its ${noun} is ${found}, and that of the first one ${expected}; make a dashboard for each`,
            },
          ];
    });
  const named = idPattern.test(name) ? [] : [{ argument: "name", what: "has an invalid format; rename it, for example api-errors" }];
  return [...named, ...of(({ resolved }) => resolved.environment.id, "environment"), ...of(sourceOf, "source")];
}
