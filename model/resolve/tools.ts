import Fraction from "fraction.js";
import { parseDuration, parseShare } from "../quantity.ts";
import type {
  Analytics,
  DatabaseInsights,
  Journey,
  SavedQuery,
  Service,
  StatusComponent,
  StatusPage,
  Store,
  System,
  Tracing,
} from "../resolved.ts";
import type { OrganizationFile } from "../schema/organization.ts";
import type { SystemFile } from "../schema/system.ts";
import { entriesOf, provenanceOf } from "./entries.ts";
import { matchersOf } from "./matchers.ts";

type Written<K extends keyof SystemFile> = NonNullable<SystemFile[K]>;
type Entry<K extends keyof SystemFile> = Written<K>[keyof Written<K>];

/** What surrounds the alerts of a system. Public and account-wide objects are of the environment that owns the account. */
export function resolveTools(
  file: SystemFile,
  environment: string,
  owner: OrganizationFile["account-owner"],
  services: readonly Service[],
): Pick<System, "statusPage" | "stores" | "analytics" | "databaseInsights" | "tracing"> {
  const { analytics, tracing } = file;
  const owns = environment === owner;
  const page = file["status-page"];
  const insights = file["database-insights"];
  return {
    ...(page && owns ? { statusPage: statusPageOf(page, services) } : {}),
    stores: entriesOf(file.stores).map(([id, entry]) => storeOf(id, entry, owns ? "" : `-${environment}`)),
    ...(analytics ? { analytics: analyticsOf(analytics, environment) } : {}),
    ...(insights ? { databaseInsights: insightsOf(insights) } : {}),
    ...(tracing ? { tracing: tracingOf(tracing) } : {}),
  };
}

function statusPageOf(entry: Written<"status-page">, services: readonly Service[]): StatusPage {
  const probes = new Map(services.flatMap((service) => service.probes.map((probe) => [`${service.id}/${probe.id}`, probe])));
  const components = Object.entries(entry.components).map(([id, component]): StatusComponent => {
    const signal = component.signal === undefined ? undefined : probes.get(component.signal);
    return { id, formerly: component.formerly ?? [], ...provenanceOf(component), title: component.title, ...(signal && { signal }) };
  });
  const { by, title, domain, website, support } = entry;
  const said = { by, title, domain, website, ...(support === undefined ? {} : { support }) };
  return { ...provenanceOf(entry), formerly: entry.formerly ?? [], ...said, components };
}

const days = (written: string): number => parseDuration(written) / 86_400;

function storeOf(id: string, entry: Entry<"stores">, suffix: string): Store {
  const base = { id, ...provenanceOf(entry) };
  if ("streams" in entry) {
    const streams = entriesOf(entry.streams).map(([stream, { keep, level = [], ...written }]) => ({
      id: stream,
      ...provenanceOf(written),
      keepDays: days(keep),
      level,
    }));
    return { ...base, formerly: [], kind: entry.kind, streams, fields: entry.fields };
  }
  const { kind, dataset, retention, queries, formerly = [] } = entry;
  return {
    ...base,
    formerly,
    kind,
    dataset: `${dataset}${suffix}`,
    retentionDays: days(retention),
    queries: Object.entries(queries).map(([query, written]) => savedQueryOf(query, written)),
  };
}

type DatasetEntry = Extract<Entry<"stores">, { readonly dataset: string }>;

function savedQueryOf(id: string, entry: DatasetEntry["queries"][string]): SavedQuery {
  const { title, last, where, contains, above, show = [], summarize, formerly = [] } = entry;
  return {
    id,
    formerly,
    ...provenanceOf(entry),
    title,
    last: parseDuration(last),
    where: matchersOf(where),
    contains,
    above,
    show,
    ...(summarize && {
      summarize: {
        by: summarize.by,
        ...(summarize.average === undefined ? {} : { average: summarize.average }),
        ...(summarize.max === undefined ? {} : { max: summarize.max }),
        count: summarize.count ?? false,
      },
    }),
  };
}

function analyticsOf(entry: Written<"analytics">, environment: string): Analytics {
  return {
    ...provenanceOf(entry),
    kind: entry.kind,
    events: entriesOf(entry.events).map(([id, { event, title, properties, formerly = [], ...written }]) => ({
      id,
      formerly,
      ...provenanceOf(written),
      event,
      title,
      properties,
    })),
    flags: entriesOf(entry.flags).map(([id, { title, rollout, formerly = [], ...written }]) => {
      const share = Object.hasOwn(rollout, environment) ? rollout[environment] : undefined;
      return { id, formerly, ...provenanceOf(written), title, rollout: share === undefined ? new Fraction(0) : parseShare(share) };
    }),
  };
}

function insightsOf(entry: Written<"database-insights">): DatabaseInsights {
  const { kind, host, port, database, user, region, instance } = entry;
  const place = { ...(region === undefined ? {} : { region }), ...(instance === undefined ? {} : { instance }) };
  return { ...provenanceOf(entry), kind, host, port, database, user, ...place };
}

function tracingOf(entry: Written<"tracing">): Tracing {
  const slower = entry["slower-than"];
  return {
    ...provenanceOf(entry),
    tracer: entry.tracer,
    sample: parseShare(entry.sample),
    ...(slower === undefined ? {} : { slowerThan: parseDuration(slower) }),
    attributes: entry.attributes,
    journeys: entriesOf(entry.journeys).map(
      ([id, { title, routes, steps, ...written }]): Journey => ({
        id,
        ...provenanceOf(written),
        title,
        routes,
        steps: Object.entries(steps).map(([step, text]) => ({ id: step, title: text })),
      }),
    ),
  };
}
