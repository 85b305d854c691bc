import { readdirSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { vocabulary } from "../../language.ts";
import { decimal, parseValue } from "../../model/quantity.ts";
import { organizationSchema } from "../../model/schema/organization.ts";
import { system } from "../../model/schema/system.ts";
import { read, root } from "./markdown.ts";

/** The catalog as it is written: the documents are held against it, not against what is derived from it. */
export const organizationFile = organizationSchema(vocabulary).parse(load(read("catalog/organization.yaml")));
export const systemFiles = readdirSync(join(root, "catalog/systems")).map((name) => system.parse(load(read(`catalog/systems/${name}`))));

/** What a query may say about one series. */
export interface Series {
  readonly kind: "counter" | "gauge" | "bucket";
  readonly labels: ReadonlySet<string>;
  /** label values that every selector must carry: production, and the service's own `where` */
  readonly fixed: Readonly<Record<string, string>>;
  /** decimals of the bounds, ascending; buckets only */
  readonly bounds: readonly string[];
}

function seriesOfCatalog(): Map<string, Series[]> {
  const all = new Map<string, Series[]>();
  const add = (name: string, one: Series) => all.set(name, [...(all.get(name) ?? []), one]);
  const production = organizationFile.environments.prod?.is.prometheus ?? {};
  for (const { source: ofSystem, services } of systemFiles) {
    for (const { where, metrics } of Object.values(services)) {
      const own = Object.fromEntries(Object.entries(where).filter((pair): pair is [string, string] => typeof pair[1] === "string"));
      for (const metric of Object.values(metrics)) {
        const source = organizationFile.sources[metric.from ?? ofSystem];
        if (source?.kind !== "prometheus") continue;
        const labels = new Set([...metric.labels, ...source.labels, ...Object.keys(own)]);
        const base = { labels, fixed: { ...production, ...own }, bounds: [] };
        if ("counter" in metric) add(metric.counter, { kind: "counter", ...base });
        else if ("gauge" in metric) add(metric.gauge, { kind: "gauge", ...base });
        else if ("histogram" in metric) {
          const bounds = metric.buckets.map((bound) => decimal(parseValue(bound, metric.unit)));
          for (const suffix of ["_count", "_sum"]) add(metric.histogram + suffix, { kind: "counter", ...base });
          add(`${metric.histogram}_bucket`, { ...base, kind: "bucket", labels: new Set([...labels, "le"]), bounds });
        }
      }
    }
  }
  return all;
}

/** Every series of the catalog's metrics, by name; several sources may hold one of the same name. */
export const series = seriesOfCatalog();
