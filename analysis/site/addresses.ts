import type { Service, System } from "../../model/resolved.ts";

/*
 * Where everything of a site is. Addresses are made of ids, so that a link to a service, an SLO or an alert stays while its
 * thresholds, routes and neighbours change.
 */

export const home = "index.html";
export const onCallPage = "on-call.html";
export const sourcesPage = "sources.html";
export const requirementsPage = "requirements.html";
export const decisionsPage = "decisions.html";
export const changesPage = "changes.html";
export const driftPage = "drift.html";
export const auditsPage = "audits.html";

/** Where a page before a change is. */
export const pageBefore = (path: string): string => `before/${path}`;

/** Where a page is shown as it was and as it is. */
export const sideBySidePage = (path: string): string => `side-by-side/${path}`;

export const systemPage = (system: string): string => `systems/${system}.html`;

/** @param path system/service */
export const servicePage = (path: string): string => `services/${path}.html`;

/** The anchor of an SLO on the page of its service. @param id of the SLO */
export const sloAnchor = (id: string): string => `slos/${id}`;

/** The anchor of an alert. @param name its logical name */
export const alertAnchor = (name: string): string => `alerts/${name}`;

/** The anchor of who is notified of one severity. */
export const severityAnchor = (id: string): string => `notified/${id}`;

/** @param id of an on-call service */
export const onCallServiceAnchor = (id: string): string => `on-call/${id}`;

export const scheduleAnchor = (id: string): string => `schedules/${id}`;

/** @param name logical name of a dashboard */
export const dashboardAnchor = (name: string): string => `dashboards/${name}`;

/** @param name logical name of a dashboard */
export const dashboardPage = (name: string): string => `dashboards/${name}.html`;

/** The anchor of a panel on the page of its dashboard. @param id of the panel */
export const panelAnchor = (id: string): string => `panels/${id}`;

/** Paths at which a service was, while it or its system had another id. */
export function formerPages(system: System, service: Service): string[] {
  const systems = [...system.formerly, system.id];
  const services = [...service.formerly, service.id];
  const paths = systems.flatMap((one) => services.map((other) => servicePage(`${one}/${other}`)));
  return paths.filter((path) => path !== servicePage(service.path));
}
