import type { Catalog } from "../../model/load.ts";

/** The check of a search of Sentry: its keys are labels of a metric there, or Sentry's own. */
export function sentryCheck({ organization, systems }: Catalog): (search: string) => string[] {
  const labels = new Set(["is", "environment"]);
  for (const { source: ofSystem, services } of systems)
    for (const { metrics } of Object.values(services))
      for (const metric of Object.values(metrics))
        if (organization.sources[metric.from ?? ofSystem]?.kind === "sentry") for (const label of metric.labels) labels.add(label);
  const { environment } = organization.environments[organization["account-owner"]]?.is.sentry ?? {};
  return (search) => {
    const found = [...search.matchAll(/(\S+?):\S+/g)].flatMap(([, key = ""]) => (labels.has(key) ? [] : [`no tag ${key}`]));
    return search.includes(`environment:${environment}`) ? found : [...found, `lacks environment:${environment}`];
  };
}
