import type { CheckedCatalog } from "../../model/load.ts";

/** What a Datadog query may say about one metric. */
interface Held {
  readonly kind: "counter" | "gauge" | "distribution";
  readonly tags: ReadonlySet<string>;
}

function metricsOf({ organization, systems }: CheckedCatalog): ReadonlyMap<string, Held> {
  const all = new Map<string, Held>([["datadog.agent.running", { kind: "gauge", tags: new Set(["env", "host"]) }]]);
  for (const { source: ofSystem, services } of systems)
    for (const { metrics } of Object.values(services))
      for (const metric of Object.values(metrics)) {
        const source = organization.sources[metric.from ?? ofSystem];
        if (source?.kind !== "datadog") continue;
        const tags = new Set([...metric.labels, ...source.labels]);
        if ("counter" in metric) all.set(source.prefix + metric.counter, { kind: "counter", tags });
        else if ("gauge" in metric) all.set(source.prefix + metric.gauge, { kind: "gauge", tags });
        else if ("distribution" in metric) all.set(source.prefix + metric.distribution, { kind: "distribution", tags });
      }
  return all;
}

/** Aggregations that a kind of metric answers. */
const aggregations = {
  counter: /^sum$/,
  gauge: /^(?:min|max|avg|sum)$/,
  distribution: /^(?:sum|min|max|avg|count|p\d\d)$/,
} as const;

const selector = /([a-z]+\d*):([a-zA-Z][\w.]*)\{([^}]*)\}(?: by \{([^}]*)\})?(\.as_count\(\))?/g;

/** The check of a person's query in Datadog, measured by the metrics of a catalog: what is wrong with it, nothing when it is right. */
export function datadogCheck(catalog: CheckedCatalog): (query: string) => string[] {
  const metrics = metricsOf(catalog);
  const { organization } = catalog;
  const is = organization.environments[organization["account-owner"]]?.is.datadog ?? {};
  return (query) => faultsOf(metrics, is, query);
}

function faultsOf(metrics: ReadonlyMap<string, Held>, is: Readonly<Record<string, string>>, query: string): string[] {
  const [environment, value] = Object.entries(is)[0] ?? [];
  const found: string[] = [];
  const selectors = [...query.matchAll(selector)];
  if (selectors.length === 0) found.push("nothing is selected");
  for (const [, aggregation = "", name = "", filter = "", by = "", counted] of selectors) {
    const held = metrics.get(name);
    if (!held) {
      found.push(`${name}: no metric of the catalog`);
      continue;
    }
    if (!aggregations[held.kind].test(aggregation)) found.push(`${name} is a ${held.kind}: it answers no ${aggregation}`);
    if (counted === undefined && held.kind === "counter") found.push(`${name} counts: it is read with as_count()`);
    const tags = filter.split(",").filter((tag) => tag !== "");
    if (!tags.includes(`${environment}:${value}`)) found.push(`${name} lacks ${environment}:${value}`);
    const keys = [...tags.map((tag) => tag.split(":")[0] ?? ""), ...by.split(",").filter((tag) => tag !== "")];
    for (const key of keys) if (!held.tags.has(key.trim())) found.push(`${name} has no tag ${key}`);
  }
  const rest = query.replaceAll(selector, "");
  if (/[{}]/.test(rest)) found.push("braces outside of a selector");
  return found;
}
