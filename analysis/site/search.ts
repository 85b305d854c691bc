import { alertAnchor, dashboardAnchor, servicePage, sloAnchor, sourcesPage } from "./addresses.ts";
import { shortTitle } from "./alert.ts";
import { alertsOfSources } from "./sources-page.ts";
import { placesOf, type Subject } from "./subject.ts";

/** What can be found of one service: its page, its name, and what the page has, by anchor. */
export type Found = readonly [page: string, name: string, parts: readonly (readonly [anchor: string, name: string])[]];

/** Every service with its SLOs and alerts, and those on data sources, short enough to be loaded as a whole. */
export const findable = (subject: Subject): Found[] => [...ofServices(subject), ...ofSources(subject)];

function ofSources(subject: Subject): Found[] {
  const alerts = alertsOfSources(subject).map((alert) => [alertAnchor(alert.name), shortTitle(alert)] as const);
  return alerts.length > 0 ? [[sourcesPage, "Data sources", alerts]] : [];
}

const ofServices = (subject: Subject): Found[] =>
  placesOf(subject).map(({ system, service }) => {
    return [
      servicePage(service.path),
      `${system.name} ${service.name}`,
      [
        ...service.slos.map(({ id, title }) => [sloAnchor(id), `SLO ${title}`] as const),
        ...subject.alertsOf(service).map((alert) => [alertAnchor(alert.name), shortTitle(alert)] as const),
        ...subject.dashboardsOf(service).map(({ name, title }) => [dashboardAnchor(name), `Dashboard ${title}`] as const),
      ],
    ];
  });
