import { formatCount } from "../../model/quantity.ts";
import { countByRoute } from "../../monitors/routing.ts";
import { durationInWords } from "../on-call/words.ts";
import { home, sourcesPage, systemPage } from "./addresses.ts";
import { auditsSection } from "./audits-page.ts";
import type { Block, Page, Section, Text } from "./page.ts";
import { plannedSection } from "./planned.ts";
import { servicesTable } from "./services-table.ts";
import { alertsOfSources } from "./sources-page.ts";
import { placesOf, type Subject } from "./subject.ts";

/** So many services stand on the first page; more are on the pages of their systems. */
const mostServices = 200;

/** The organization at a glance. */
export function organizationPageOf(subject: Subject): Page {
  const { resolved, alerts } = subject;
  const { organization, environment, systems } = resolved;
  const places = placesOf(subject);
  const slos = places.flatMap(({ service }) => service.slos);
  const { pages, posts } = countByRoute(alerts);
  return {
    path: home,
    title: organization.name,
    trail: [],
    lead: `environment ${environment.id}${environment.pages ? "" : ", which pages no one"}: ${[
      formatCount(systems.length, "system"),
      formatCount(places.length, "service"),
      formatCount(slos.length, "SLO"),
      `${formatCount(alerts.length, "alert")}, of which ${pages} page and ${posts} post`,
    ].join(", ")}`,
    sections: [
      ...recorded(subject),
      ...auditsSection(subject),
      { id: "systems", title: "Systems", blocks: [systemsTable(subject)] },
      ...(places.length > mostServices
        ? []
        : [{ id: "services", title: "Services", blocks: [servicesTable("All services", places, subject)] }]),
      ...plannedSection(subject),
      { id: "severities", title: "Severities", blocks: [severitiesTable(subject)] },
    ],
  };
}

/** What the state of the SLOs was read from. */
function recorded({ history }: Subject): Section[] {
  if (!history) return [];
  const [from, to] = [history.recorded.span.from, history.recorded.span.to].map(
    (at) => `${new Date(at * 1000).toISOString().slice(0, 16)}Z`,
  );
  const text = `The state of the SLOs is computed from ${history.source}, from ${from} to ${to}, over the window of each up to its end.`;
  return [{ id: "history", title: "Recorded data", blocks: [{ kind: "text", text }] }];
}

function systemsTable(subject: Subject): Block {
  const { resolved, alertsOf } = subject;
  const others = countByRoute(alertsOfSources(subject));
  return {
    kind: "table",
    caption: "Systems with what they promise",
    head: ["system", "owner", "services", "SLOs", "alerts that page", "alerts that post"],
    rows: [
      ...resolved.systems.map(({ id, name, owner, services }): Text[] => {
        const slos = services.flatMap((service) => service.slos).length;
        const { pages, posts } = countByRoute(services.flatMap(alertsOf));
        return [[{ text: name, to: systemPage(id) }], owner.name, ...[services.length, slos, pages, posts].map(String)];
      }),
      ...(others.pages + others.posts > 0
        ? [[[{ text: "Data sources", to: sourcesPage }], "", "", "", String(others.pages), String(others.posts)]]
        : []),
    ],
  };
}

const severitiesTable = ({ resolved }: Subject): Block => ({
  kind: "table",
  caption: "Severities of the organization",
  head: ["severity", "priority", "response due within", "reaches"],
  rows: resolved.organization.severities.map(({ id, priority, respond, route, during }) => [
    id,
    priority,
    durationInWords(respond),
    `${{ page: "a person on call", post: "a channel" }[route]}${during ? `, answered in ${during.id}` : ""}`,
  ]),
});
