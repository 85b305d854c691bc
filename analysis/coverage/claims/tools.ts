import { contract, fileOf, object, part } from "../claim.ts";
import { systemOf } from "./system.ts";
import { noMore, type Table } from "./table.ts";

/** What stands for the tools around alerts. The first id is that of the system. */
export const toolClaims: Table = {
  "*/status-page": (_, [system]) => [object(`${system}/status-page`, { below: true })],
  "*/status-page/components/*": noMore,
  "*/stores/*": (_, [system, store]) => [fileOf(`${system}/stores/${store}`)],
  "*/stores/*/queries/*": (stack, [id, store, query]) =>
    systemOf(stack, id, ({ stores }) =>
      stores
        .flatMap((one) => (one.id === store && "queries" in one ? one.queries : []))
        .filter((one) => one.id === query)
        .map(({ title }) => object(`${id}/stores/${store}`, { holds: title })),
    ),
  "*/stores/*/streams/*": (_, [system, store, stream]) => [fileOf(`${system}/stores/${store}/streams/${stream}`)],
  "*/analytics": (_, [system]) => [object(`${system}/analytics`, { below: true })],
  "*/analytics/events/*": (stack, [id, event]) =>
    systemOf(stack, id, ({ analytics }) =>
      (analytics?.events ?? []).filter((one) => one.id === event).map(({ event: name }) => contract(`event ${name}`)),
    ),
  "*/analytics/flags/*": noMore,
  "*/database-insights": (_, [system]) => [fileOf(`${system}/database-insights`)],
  "*/tracing": (stack, [id]) =>
    systemOf(stack, id, ({ tracing }) => [
      ...(tracing ? part("a collector", [fileOf(`${id}/tracing`)]) : []),
      ...(tracing?.attributes ?? []).map((attribute) => contract(`attribute ${attribute} of every request's span`)),
    ]),
  // By its routes: the sampling policies know journeys by nothing else.
  "*/tracing/journeys/*": (stack, [id, journey]) =>
    systemOf(stack, id, ({ tracing }) =>
      (tracing?.journeys ?? [])
        .filter((one) => one.id === journey)
        .flatMap(({ routes, steps }) => [
          ...routes.flatMap((route) => part(route, [fileOf(`${id}/tracing`, route)])),
          ...steps.map(({ title }) => contract(`span ${title}`)),
        ]),
    ),
};
