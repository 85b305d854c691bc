import { vocabulary } from "../../../language.ts";
import type { CheckedCatalog } from "../../../model/load.ts";
import { decimal, parseValue } from "../../../model/quantity.ts";

/** What a query may say about one series. */
export interface Series {
  /** `native`: one series that holds all buckets of a histogram */
  readonly kind: "counter" | "gauge" | "bucket" | "native";
  readonly labels: ReadonlySet<string>;
  /** label values that every selector must carry: of the environment, and the service's own `where` */
  readonly fixed: Readonly<Record<string, string>>;
  /** decimals of the bounds, ascending; buckets only */
  readonly bounds: readonly string[];
}

/** Kinds of source whose series a Prometheus holds. */
const exposed = new Set<string>(vocabulary.sources.flatMap(({ kind, traits }) => (traits.form === "exposition" ? [kind] : [])));

/** Every series of a catalog's metrics in the environment that owns the account, by name; several sources may hold one of the same name. */
export function seriesOf({ organization, systems }: CheckedCatalog): ReadonlyMap<string, readonly Series[]> {
  const all = new Map<string, Series[]>();
  const add = (name: string, one: Series) => all.set(name, [...(all.get(name) ?? []), one]);
  const production = organization.environments[organization["account-owner"]]?.is.prometheus ?? {};
  for (const { source: ofSystem, services } of systems) {
    for (const { where, metrics } of Object.values(services)) {
      const own = Object.fromEntries(Object.entries(where).filter((pair): pair is [string, string] => typeof pair[1] === "string"));
      for (const metric of Object.values(metrics)) {
        const source = organization.sources[metric.from ?? ofSystem];
        if (!source || !exposed.has(source.kind)) continue;
        const labels = new Set([...metric.labels, ...source.labels, ...Object.keys(own)]);
        const base = { labels, fixed: { ...production, ...own }, bounds: [] };
        if ("counter" in metric) add(metric.counter, { kind: "counter", ...base });
        else if ("gauge" in metric) add(metric.gauge, { kind: "gauge", ...base });
        else if ("histogram" in metric) {
          if (metric.native) add(metric.histogram, { kind: "native", ...base });
          if (!("buckets" in metric)) continue;
          const bounds = metric.buckets.map((bound) => decimal(parseValue(bound, metric.unit)));
          for (const suffix of ["_count", "_sum"]) add(metric.histogram + suffix, { kind: "counter", ...base });
          add(`${metric.histogram}_bucket`, { ...base, kind: "bucket", labels: new Set([...labels, "le"]), bounds });
        }
      }
    }
  }
  return all;
}
