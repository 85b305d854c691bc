import Fraction from "fraction.js";
import { once } from "../once.ts";
import { parseDuration, parseShare } from "../quantity.ts";
import type { Service, StatusComponent, StatusPage, Store, System } from "../resolved.ts";
import type { SystemFile } from "../schema/system.ts";
import * as schema from "../schema/tools.ts";
import type { Words } from "../schema/words.ts";
import type { Vocabulary } from "../vocabulary.ts";
import { derive } from "./derive.ts";
import { entriesOf } from "./entries.ts";

type Written<K extends keyof SystemFile> = NonNullable<SystemFile[K]>;

/** What surrounds the alerts of a system. Public and account-wide objects are of the environment that owns the account. */
export function resolveTools(
  vocabulary: Vocabulary,
  file: SystemFile,
  environment: string,
  owner: string,
  services: readonly Service[],
): Pick<System, "statusPage" | "stores" | "analytics" | "databaseInsights" | "tracing"> {
  const { analytics, tracing } = file;
  const owns = environment === owner;
  const page = file["status-page"];
  const insights = file["database-insights"];
  const flagOf = ([id, { rollout, ...flag }]: [string, Written<"analytics">["flags"][string]]) => {
    const share = Object.hasOwn(rollout, environment) ? rollout[environment] : undefined;
    return { id, ...derive(flagKeys, flag, {}), rollout: share === undefined ? new Fraction(0) : parseShare(share) };
  };
  return {
    ...(page && owns ? { statusPage: statusPageOf(vocabulary, page, services) } : {}),
    stores: entriesOf(file.stores).map(([id, entry]) => storeOf(vocabulary, id, entry, owns ? "" : `-${environment}`)),
    ...(analytics && {
      analytics: {
        ...derive(analyticsKeys(vocabulary), analytics, {}),
        flags: entriesOf(analytics.flags).map(flagOf),
      },
    }),
    ...(insights && { databaseInsights: derive(insightsKeys(vocabulary), insights, {}) }),
    ...(tracing && {
      tracing: {
        ...derive(tracingKeys, tracing, {}),
        journeys: entriesOf(tracing.journeys).map(([id, { steps, ...journey }]) => ({
          id,
          ...derive(journeyKeys, journey, {}),
          steps: Object.entries(steps).map(([step, title]) => ({ id: step, title })),
        })),
      },
    }),
  };
}

/** What is resolved as it is written: the keys of each entry without those that mean more here. */
const statusPageKeys = once((words: Words) => schema.statusPage(words).omit({ components: true }));
const streamStoreKeys = once((words: Words) => schema.streamStore(words).omit({ streams: true }));
const datasetKeys = once((words: Words) => schema.datasetStore(words).omit({ retention: true, queries: true }));
const analyticsKeys = once((words: Words) => schema.analytics(words).omit({ flags: true }));
const insightsKeys = once(schema.databaseInsights);
const tracingKeys = schema.tracing.omit({ journeys: true });
const componentKeys = schema.component.omit({ signal: true });
const streamKeys = schema.stream.omit({ keep: true });
const flagKeys = schema.flag.omit({ rollout: true });
const journeyKeys = schema.journey.omit({ steps: true });

function statusPageOf(vocabulary: Vocabulary, entry: Written<"status-page">, services: readonly Service[]): StatusPage {
  const probes = new Map(services.flatMap((service) => service.probes.map((probe) => [`${service.id}/${probe.id}`, probe])));
  const components = Object.entries(entry.components).map(([id, component]): StatusComponent => {
    const signal = component.signal === undefined ? undefined : probes.get(component.signal);
    return { id, ...derive(componentKeys, component, {}), ...(signal && { signal }) };
  });
  return { ...derive(statusPageKeys(vocabulary), entry, {}), components };
}

const days = (written: string): number => parseDuration(written) / 86_400;

function storeOf(vocabulary: Vocabulary, id: string, entry: Written<"stores">[string], suffix: string): Store {
  if ("streams" in entry) {
    const streams = entriesOf(entry.streams).map(([stream, { keep, ...written }]) => ({
      id: stream,
      ...derive(streamKeys, written, {}),
      keepDays: days(keep),
    }));
    return { id, formerly: [], ...derive(streamStoreKeys(vocabulary), entry, {}), streams };
  }
  const { dataset, ...keys } = derive(datasetKeys(vocabulary), entry, {});
  return {
    id,
    ...keys,
    dataset: `${dataset}${suffix}`,
    retentionDays: days(entry.retention),
    queries: Object.entries(entry.queries).map(([query, written]) => ({ id: query, ...derive(schema.savedQuery, written, {}) })),
  };
}
