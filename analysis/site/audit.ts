import { type DashboardSpec, panelsIn } from "../../dashboards/dashboard.ts";
import type { Resolved, Service } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { alertAnchor, dashboardPage, panelAnchor, servicePage, sloAnchor } from "./addresses.ts";
import type { LinkTo, Text } from "./page.ts";

/** What another verb found when it compared the catalog with what there is. */
export interface Audit {
  /** what was compared with what */
  readonly title: string;
  /** when, as an ISO instant */
  readonly at: string;
  /** the outcome in one sentence */
  readonly result: string;
  readonly findings: readonly Finding[];
  /** path of the page that has the whole answer; absent: the findings are all of it */
  readonly page?: string;
}

export interface Finding {
  readonly touches: readonly Touched[];
  readonly what: Text;
}

/** An entry that a finding touches, and how. */
export interface Touched {
  /** of an alert or a dashboard its logical name, of an SLO or a service its path, of a panel that of its dashboard, `/` and its id */
  readonly name: string;
  readonly how?: string;
}

/** Where an entry is shown, and of which service it is. */
interface Shown {
  readonly link: LinkTo;
  readonly service?: string;
}

export type ShownAt = (name: string) => Shown | undefined;

/** Every alert, SLO, panel, dashboard and service by the name that audits give it. */
export function shownIn(
  { systems }: Resolved,
  alertsOf: (service: Service) => readonly Alert[],
  dashboards: readonly DashboardSpec[],
): ShownAt {
  const shown = new Map<string, Shown>();
  for (const [system, service] of systems.flatMap((one) => one.services.map((service) => [one, service] as const))) {
    const page = servicePage(service.path);
    const add = (name: string, text: string, to: string) => shown.set(name, { link: { text, to }, service: service.path });
    add(service.path, `${system.name} ${service.name}`, page);
    for (const { id, path, title } of service.slos) add(path, title, `${page}#${sloAnchor(id)}`);
    for (const { name, formerNames, title } of alertsOf(service))
      for (const one of [...formerNames, name]) add(one, title, `${page}#${alertAnchor(name)}`);
  }
  for (const { name, title, service, rows } of dashboards) {
    const of = service && { service: service.path };
    shown.set(name, { link: { text: `Dashboard ${title}`, to: dashboardPage(name) }, ...of });
    for (const panel of panelsIn({ rows }))
      shown.set(`${name}/${panel.id}`, {
        link: { text: `panel ${panel.title} of ${title}`, to: `${dashboardPage(name)}#${panelAnchor(panel.id)}` },
        ...of,
      });
  }
  return (name) => shown.get(name);
}
