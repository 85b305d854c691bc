import { formatCount } from "../../model/quantity.ts";
import { home, onCallPage, onCallServiceAnchor, servicePage, systemPage } from "./addresses.ts";
import { alertPart, alertsTable } from "./alert.ts";
import { findingsSection } from "./audits-page.ts";
import { carriedFacts } from "./carried.ts";
import { dashboardsSection } from "./dashboards.ts";
import { notifiedOf } from "./notified.ts";
import type { Page, Section } from "./page.ts";
import { plannedSection } from "./planned.ts";
import { provenanceFacts } from "./provenance.ts";
import { routePart } from "./route.ts";
import { sloPart, slosTable } from "./slo.ts";
import type { Place, Subject } from "./subject.ts";

/** One service: what it promises, what of its failures is notified when, its alerts, and their way to a person. */
export function servicePageOf(subject: Subject, place: Place): Page {
  const { resolved } = subject;
  const { system, service } = place;
  const path = servicePage(service.path);
  const alerts = subject.alertsOf(service);
  const notified = notifiedOf(subject, place);
  const slos: Section = {
    id: "slos",
    title: "Service level objectives",
    blocks:
      service.slos.length === 0
        ? [{ kind: "text", text: "This service has no SLO." }]
        : [slosTable(service.slos, path, alerts, subject), ...service.slos.map((slo) => sloPart(slo, path, alerts, subject))],
  };
  const alerting: Section = {
    id: "alerts",
    title: "Alerts",
    blocks:
      alerts.length === 0
        ? [{ kind: "text", text: "This service has no alert." }]
        : [alertsTable("Alerts of the service", alerts, path, subject), ...alerts.map((alert) => alertPart(alert, path, subject))],
  };
  return {
    path,
    title: `${system.name} ${service.name}`,
    trail: [
      { text: resolved.organization.name, to: home },
      { text: system.name, to: systemPage(system.id) },
    ],
    lead: `${formatCount(service.slos.length, "SLO")} and ${formatCount(alerts.length, "alert")} in ${resolved.environment.id}`,
    sections: [
      {
        id: "about",
        title: "About",
        blocks: [
          {
            kind: "facts",
            facts: [
              ["service", [{ code: service.path }]],
              ["owner", service.owner.name],
              ["tier", `${service.tier} of 4 (1: most depends on it)`],
              [
                "on-call service",
                service.onCall ? [{ text: service.onCall.name, to: `${onCallPage}#${onCallServiceAnchor(service.onCall.id)}` }] : "none",
              ],
              ["source", [{ code: system.source.id }]],
              ...carriedFacts(service),
              ...provenanceFacts(service),
            ],
          },
        ],
      },
      ...findingsSection(subject, service),
      slos,
      alerting,
      ...(notified.length === 0
        ? []
        : [{ id: "notified", title: "From condition to person", blocks: notified.map((one) => routePart(one)) }]),
      ...plannedSection(subject, place),
      ...dashboardsSection(subject.dashboardsOf(service)),
    ],
  };
}
