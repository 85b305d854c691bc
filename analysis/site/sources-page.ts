import type { Alert } from "../../monitors/alert.ts";
import { home, sourcesPage } from "./addresses.ts";
import { alertPart, alertsTable } from "./alert.ts";
import type { Page } from "./page.ts";
import type { Subject } from "./subject.ts";

/** Alerts that belong to no service: on sources and their targets, and on evaluators that stop. */
export const alertsOfSources = ({ alerts }: Pick<Subject, "alerts">): Alert[] => alerts.filter(({ service }) => service === undefined);

/** The alerts on where the data of all others comes from; undefined where there is none. */
export function sourcesPageOf(subject: Subject): Page | undefined {
  const alerts = alertsOfSources(subject);
  if (alerts.length === 0) return undefined;
  return {
    path: sourcesPage,
    title: "Data sources",
    trail: [{ text: subject.resolved.organization.name, to: home }],
    lead: "alerts on what the others depend on: sources that do not answer, targets that are gone, evaluators that stop",
    sections: [
      {
        id: "alerts",
        title: "Alerts",
        blocks: [
          alertsTable("Alerts on data sources", alerts, sourcesPage, subject),
          ...alerts.map((alert) => alertPart(alert, sourcesPage, subject)),
        ],
      },
    ],
  };
}
