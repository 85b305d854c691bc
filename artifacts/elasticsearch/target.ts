import { logicalName } from "../../model/ids.ts";
import type { LogStream, Resolved, StreamStore } from "../../model/resolved.ts";
import { jsonDocument } from "../json.ts";
import type { Target, TargetFile } from "../target.ts";

declare module "../../model/vendors.ts" {
  interface VendorRoles {
    elasticsearch: "streams";
  }
}

/** How long Elasticsearch keeps the lines of each stream: a lifecycle policy, and the template that gives it to the stream. */
export const elasticsearch: Target = {
  name: "elasticsearch",
  title: "Elasticsearch",
  takes: "streams",
  searched: (store) =>
    store.kind === "elasticsearch" ? [`logs in Elasticsearch: streams ${store.streams.map(({ id }) => `\`${id}\``).join(", ")}`] : [],
  files: ({ systems, environment }: Resolved) =>
    systems.flatMap((system) =>
      system.stores
        .filter((store) => store.kind === "elasticsearch")
        .flatMap((store) =>
          store.streams.flatMap((stream) => filesOf(logicalName(system.id, stream.id, environment.id), system.id, stream, store)),
        ),
    ),
};

function filesOf(name: string, system: string, stream: LogStream, store: StreamStore): TargetFile[] {
  const from = [`${system}/stores/${store.id}`, `${system}/stores/${store.id}/streams/${stream.id}`];
  const file = (kind: string, value: unknown) => ({
    path: `elasticsearch/${system}/${stream.id}.${kind}.json`,
    text: jsonDocument(value),
    from,
  });
  return [file("policy", policyOf(stream)), file("template", templateOf(name, store))];
}

/** A new index each day, or when a shard grows too large to move; each is deleted as a whole. */
const rollover = { max_age: "1d", max_primary_shard_size: "50gb" };

/**
 * Body of `PUT _ilm/policy/<name>`. The age of an index counts from its rollover, so that a line lives at least the days
 * that were asked for, and at most one more.
 *
 * @see https://www.elastic.co/docs/manage-data/lifecycle/index-lifecycle-management/index-lifecycle
 */
function policyOf({ keepDays }: LogStream) {
  return { policy: { phases: { hot: { actions: { rollover } }, delete: { min_age: `${keepDays}d`, actions: { delete: {} } } } } };
}

/** Lines of a stream; a priority above that of Elasticsearch's own template for `logs-*-*`, which is 100. */
const priority = 200;

/** What a field holds, by its name; Elasticsearch reads any other as text and as a keyword. */
const mappings: Readonly<Record<string, object>> = {
  timestamp: { type: "date" },
  message: { type: "text" },
  metadata: { type: "flattened" },
};

/** Body of `PUT _index_template/<name>`: every data stream of this name has the policy of this name. */
function templateOf(name: string, { fields }: StreamStore) {
  const properties = Object.fromEntries(fields.map((field) => [field, mappings[field] ?? { type: "keyword" }]));
  return {
    index_patterns: [`logs-${name}`],
    data_stream: {},
    priority,
    template: {
      settings: { "index.lifecycle.name": name },
      mappings: { properties: { "@timestamp": { type: "date" }, ...properties } },
    },
  };
}
