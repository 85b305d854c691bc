import { logicalName } from "../../model/ids.ts";
import { contract, file, fileAt, part, resource } from "../claim.ts";
import { systemOf } from "./system.ts";
import type { Table } from "./table.ts";

const statusPage = /statusPage|^statuspage:/i;
const posthog = /^posthog:/;

/** What stands for the tools around alerts. The first id is that of the system. */
export const toolClaims: Table = {
  "*/status-page": (_, ids) => [resource({ stem: logicalName("status-page", ...ids), type: statusPage })],
  "*/status-page/components/*": (_, ids) => [resource({ stem: logicalName("status-page", ...ids), type: statusPage })],
  "*/stores/*": (_, [system = "", store = ""]) => [
    resource({ stem: logicalName(system, store) }),
    fileAt(new RegExp(`^(elasticsearch|axiom)/${system}/`)),
  ],
  "*/stores/*/queries/*": (stack, [id, store, query]) =>
    systemOf(stack, id, ({ stores }) =>
      stores
        .flatMap((one) => (one.kind === "axiom" && one.id === store ? one.queries : []))
        .filter((one) => one.id === query)
        .flatMap(({ title }) => [resource({ holds: title, type: /^axiom:/ }), file(title, /axiom/)]),
    ),
  "*/stores/*/streams/*": (_, [system = "", , stream = ""]) => [fileAt(new RegExp(`^elasticsearch/${system}/${stream}\\.`))],
  "*/analytics": (_, [system = ""]) => [resource({ stem: system, type: posthog })],
  "*/analytics/events/*": (stack, [id, event]) =>
    systemOf(stack, id, ({ analytics }) =>
      (analytics?.events ?? [])
        .filter((one) => one.id === event)
        .flatMap(({ event: name }) => [resource({ holds: name, type: posthog }), contract(`event ${name}`)]),
    ),
  "*/analytics/flags/*": (_, [system = "", flag = ""]) => [resource({ stem: logicalName(system, flag), type: posthog })],
  "*/database-insights": (stack, [id]) =>
    systemOf(stack, id, ({ databaseInsights }) => (databaseInsights ? [file(databaseInsights.database, /pganalyze/)] : [])),
  "*/tracing": (stack, [id = ""]) =>
    systemOf(stack, id, ({ tracing }) => [
      ...(tracing ? part("a collector", [fileAt(collector(id))]) : []),
      ...(tracing?.attributes ?? []).map((attribute) => contract(`attribute ${attribute} of every request's span`)),
    ]),
  // By its routes: the sampling policies know journeys by nothing else.
  "*/tracing/journeys/*": (stack, [id = "", journey]) =>
    systemOf(stack, id, ({ tracing }) =>
      (tracing?.journeys ?? [])
        .filter((one) => one.id === journey)
        .flatMap(({ routes, steps }) => [
          ...routes.flatMap((route) => part(route, [file(route, collector(id))])),
          ...steps.map(({ title }) => contract(`span ${title}`)),
        ]),
    ),
};

const collector = (system: string): RegExp => new RegExp(`^otel-collector/(?:.*/)?${system}\\.`);
