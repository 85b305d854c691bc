import type { Ask } from "../../components/paging.ts";
import type { DashboardSpec } from "../../dashboards/dashboard.ts";
import { dashboardsOf } from "../../dashboards/dashboards.ts";
import type { DrawnPanel } from "../../dashboards/drawn.ts";
import { panelsOfAlerts, type Spot } from "../../dashboards/panel-of-alert.ts";
import type { Measure } from "../../model/measure.ts";
import type { Resolved, Service, Slo, Source, System } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { type Explained, explain } from "../../monitors/explain.ts";
import { pagersOf } from "../on-call/pagers.ts";
import { servicePage } from "./addresses.ts";
import { type Audit, type ShownAt, shownIn } from "./audit.ts";
import { type Detection, detections, type Picture, pictures } from "./detection.ts";
import type { LinkTo } from "./page.ts";
import { panelPicture } from "./panel-picture.ts";
import { budgetPicture, type History, type Period, periodsOf, type Standing, standingOf } from "./standing.ts";

/** The query that the evaluator of an alert runs, or why there is none. */
export interface Query {
  /** where it runs, how often, and when it fires; without its full stop */
  readonly intro: string;
  readonly text: string;
}

/** What is known of the panels of dashboards beside the catalog. */
export interface Panels {
  /** who shows the dashboards of a source */
  readonly drawerOf: (source: Source) => string;
  /** what it asks for one line of a panel */
  readonly queryOf: (source: Source, measure: Measure) => string;
  /** what the panels of a dashboard show of simulated data, or a sentence that says why that is not drawn */
  readonly drawingOf: (dashboard: DashboardSpec) => readonly DrawnPanel[] | string;
}

/** What a site is made of. */
export interface Given {
  readonly resolved: Resolved;
  /** when it is read, milliseconds since 1970 in UTC: who is on call is said from then on */
  readonly at: number;
  readonly queryOf: (alert: Alert) => Query;
  readonly panels: Panels;
  /** recorded data: what the objectives kept is said from it, and of nothing else */
  readonly history?: History;
  /** what other verbs found of the catalog */
  readonly audits?: readonly Audit[];
}

/** A catalog of one environment with everything that its pages ask for, each computed once. */
export interface Subject extends Given {
  readonly alerts: readonly Alert[];
  /** by path of the service */
  readonly alertsOf: (service: Service) => readonly Alert[];
  readonly explained: ReadonlyMap<string, Explained>;
  readonly dashboards: readonly DashboardSpec[];
  readonly dashboardsOf: (service: Service) => readonly DashboardSpec[];
  readonly panelOf: (alert: Alert) => Spot | undefined;
  /** where an entry that an audit names is shown */
  readonly shownAt: ShownAt;
  readonly ask: Ask;
  readonly detectionOf: (alerts: readonly Alert[]) => Detection | undefined;
  readonly pictureOf: (detection: Detection) => Picture | undefined;
  /** how an objective stands at the end of the history; undefined: there is none */
  readonly standingOf: (slo: Slo) => Standing | undefined;
  readonly periodsOf: (slo: Slo) => readonly Period[];
  readonly budgetPictureOf: (slo: Slo) => Picture | undefined;
  readonly panelPictureOf: (panel: DrawnPanel) => Picture | undefined;
  /** every picture that was asked for, each once */
  readonly drawn: () => readonly Picture[];
}

/** A service in its system. */
export interface Place {
  readonly system: System;
  readonly service: Service;
}

export function subjectOf(given: Given): Subject {
  const { resolved } = given;
  const alerts = alertsOf(resolved);
  const ofServices = Map.groupBy(alerts, ({ service }) => service?.path);
  const { pictureOf, keep, drawn } = pictures();
  const { history } = given;
  const dashboards = dashboardsOf(resolved, alerts);
  const shown = Map.groupBy(dashboards, ({ service }) => service?.path);
  const ofService = ({ path }: Service) => ofServices.get(path) ?? [];
  return {
    ...given,
    alerts,
    alertsOf: ofService,
    explained: new Map(explain(resolved).map((one) => [one.name, one])),
    dashboards,
    dashboardsOf: ({ path }) => shown.get(path) ?? [],
    panelOf: panelsOfAlerts(dashboards),
    shownAt: given.audits?.length ? shownIn(resolved, ofService, dashboards) : () => undefined,
    ask: remembered(pagersOf(resolved, alerts)),
    detectionOf: detections(),
    pictureOf,
    standingOf: (slo) => history && standingOf(slo, history),
    periodsOf: (slo) => (history ? periodsOf(slo, history) : []),
    budgetPictureOf: (slo) => keep(history && budgetPicture(slo, history)),
    panelPictureOf: (panel) => keep(panelPicture(panel)),
    drawn,
  };
}

/** Services share on-call services: each is asked once for an instant. */
function remembered(ask: Ask): Ask {
  const known = new Map<string, ReturnType<Ask>>();
  return (onCall, at) => {
    const key = `${onCall.id} ${at}`;
    if (!known.has(key)) known.set(key, ask(onCall, at));
    return known.get(key);
  };
}

/** The page of a service, by its whole name. */
export const linkTo = ({ system, service }: Place): LinkTo => ({ text: `${system.name} ${service.name}`, to: servicePage(service.path) });

/** Whether any alert of a service calls somebody. @param path of the service */
export const pages = (path: string, { alerts }: Pick<Subject, "alerts">): boolean =>
  alerts.some(({ route, service }) => route.kind === "page" && service?.path === path);

/** Every service of the catalog with its system. */
export const placesOf = ({ resolved }: Pick<Given, "resolved">): Place[] =>
  resolved.systems.flatMap((system) => system.services.map((service) => ({ system, service })));
