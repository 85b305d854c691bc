import type { CheckedCatalog } from "../../model/load.ts";

/** Words of NRQL in the runbooks; what is neither one of them nor a function is an attribute or an event. */
const words = new Set(
  "SELECT FROM WHERE FACET SINCE AGO TIMESERIES AND OR LIKE IS TRUE FALSE LIMIT MAX AS IN MINUTES HOUR HOURS DAY DAYS NOT NULL RLIKE".split(
    " ",
  ),
);

/** The check of a person's query in NRQL, measured by the events of a catalog. */
export function nrqlCheck(catalog: CheckedCatalog): (query: string) => string[] {
  const known = eventsOf(catalog);
  return (query) => faultsOf(known, query);
}

function faultsOf(newRelic: Events, query: string): string[] {
  const found: string[] = [];
  const bare = query.replaceAll(/'[^']*'/g, " ");
  const event = /\bFROM\s+(\w+)/i.exec(bare)?.[1] ?? "";
  const attributes = newRelic.events.get(event);
  if (!attributes) return [`${event === "" ? "no event" : event}: no event of the catalog`];
  for (const [attribute, value] of Object.entries(newRelic.fixed))
    if (!new RegExp(`\\b${attribute} = '${value}'`).test(query)) found.push(`lacks ${attribute} = '${value}'`);
  for (const [name = "", , call] of bare.matchAll(/[A-Za-z_]([\w.]*)(\s*\()?/g)) {
    const word = name.replace(/\s*\($/, "");
    if (call !== undefined || words.has(word.toUpperCase()) || word === event) continue;
    if (!attributes.has(word)) found.push(`${event} has no attribute ${word}`);
  }
  return found;
}

interface Events {
  /** the attributes of each event of the catalog */
  readonly events: ReadonlyMap<string, ReadonlySet<string>>;
  /** what each query must be confined to in the environment that owns the account */
  readonly fixed: Readonly<Record<string, string>>;
}

/** What a catalog has at New Relic. */
function eventsOf({ organization, systems }: CheckedCatalog): Events {
  const events = new Map<string, Set<string>>();
  let fixed: Record<string, string> = {};
  for (const { source: ofSystem, services } of systems)
    for (const { metrics } of Object.values(services))
      for (const metric of Object.values(metrics)) {
        const source = organization.sources[metric.from ?? ofSystem];
        if (source?.kind !== "newrelic") continue;
        fixed = {
          ...organization.environments[organization["account-owner"]]?.is.newrelic,
          ...(source.application !== undefined && { appName: source.application }),
        };
        const name =
          "counter" in metric ? metric.counter : "gauge" in metric ? metric.gauge : "distribution" in metric ? metric.distribution : "";
        const [event = "", attribute] = name.split(/\.(.*)/s);
        const known = events.get(event) ?? new Set([...source.labels, ...Object.keys(fixed)]);
        for (const one of [...metric.labels, ...(attribute === undefined ? [] : [attribute])]) known.add(one);
        events.set(event, known);
      }
  return { events, fixed };
}
