import { loadCatalog } from "../../model/load.ts";
import { resolve } from "../../model/resolve.ts";
import type { AlertRule, Resolved, Slo } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { alertsOf } from "../../monitors/alerts.ts";

/** A catalog for one environment. @throws Error with its problems where it has errors. */
export function resolvedCatalog(directory: string, environment = "prod", runbooks?: string): Resolved {
  const { catalog, problems } = loadCatalog(directory, runbooks);
  if (!catalog) throw new Error(problems.map(({ at, what }) => `${at}: ${what}`).join("\n"));
  return resolve(catalog, environment);
}

/** The alerts of a catalog beside the entries that ask for them. */
export interface Watched {
  readonly resolved: Resolved;
  readonly alerts: readonly Alert[];
  readonly slos: readonly Slo[];
  readonly rules: readonly AlertRule[];
}

export function watch(resolved: Resolved): Watched {
  const services = resolved.systems.flatMap((system) => system.services);
  return {
    resolved,
    alerts: alertsOf(resolved),
    slos: services.flatMap(({ slos }) => slos),
    rules: services.flatMap(({ alerts }) => alerts),
  };
}

export function alertOf({ alerts }: Pick<Watched, "alerts">, entry: string, kind: Alert["kind"]): Alert {
  const found = alerts.find((alert) => alert.entry === entry && alert.kind === kind);
  if (!found) throw new Error(`${entry} has no alert of kind ${kind}`);
  return found;
}
