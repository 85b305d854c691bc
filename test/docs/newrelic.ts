import { organizationFile, systemFiles } from "./contract.ts";

/** Every event of the catalog with its attributes, and what each query must be confined to in production. */
export const newRelic = eventsOfCatalog();

function eventsOfCatalog(): {
  readonly events: ReadonlyMap<string, ReadonlySet<string>>;
  readonly fixed: Readonly<Record<string, string>>;
} {
  const events = new Map<string, Set<string>>();
  let fixed: Record<string, string> = {};
  for (const { source: ofSystem, services } of systemFiles)
    for (const { metrics } of Object.values(services))
      for (const metric of Object.values(metrics)) {
        const source = organizationFile.sources[metric.from ?? ofSystem];
        if (source?.kind !== "newrelic") continue;
        fixed = {
          ...organizationFile.environments.prod?.is.newrelic,
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
