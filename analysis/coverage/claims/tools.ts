import { contract, file, fileAt, object, part } from "../claim.ts";
import { systemOf } from "./system.ts";
import { noMore, type Table } from "./table.ts";

/** What stands for the tools around alerts. The first id is that of the system. */
export const toolClaims: Table = {
  "*/status-page": (_, [system]) => [object(`${system}/status-page`, { below: true })],
  "*/status-page/components/*": noMore,
  "*/stores/*": (stack, [id, store]) =>
    systemOf(stack, id, ({ stores }) => stores.filter((one) => one.id === store).map(({ kind }) => fileAt(new RegExp(`^${kind}/${id}/`)))),
  "*/stores/*/queries/*": (stack, [id, store, query]) =>
    systemOf(stack, id, ({ stores }) =>
      stores
        .flatMap((one) => (one.id === store && "queries" in one ? one.queries : []))
        .filter((one) => one.id === query)
        .map(({ title }) => object(`${id}/stores/${store}`, { holds: title })),
    ),
  "*/stores/*/streams/*": (_, [system = "", , stream = ""]) => [fileAt(new RegExp(`^elasticsearch/${system}/${stream}\\.`))],
  "*/analytics": (_, [system]) => [object(`${system}/analytics`, { below: true })],
  "*/analytics/events/*": (stack, [id, event]) =>
    systemOf(stack, id, ({ analytics }) =>
      (analytics?.events ?? []).filter((one) => one.id === event).map(({ event: name }) => contract(`event ${name}`)),
    ),
  "*/analytics/flags/*": noMore,
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
