import { type Catalog, loadCatalog } from "../../model/load.ts";
import { resolve } from "../../model/resolve.ts";
import type { AlertRule, Resolved, Slo } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { alertsOf } from "../../monitors/alerts.ts";

/** A catalog for one environment, edited before it is resolved. @throws Error with its problems where it has errors. */
export function resolvedCatalog(directory: string, edit: (catalog: Catalog) => void = () => {}, environment = "prod"): Resolved {
  const { catalog, problems } = loadCatalog(directory);
  if (!catalog) throw new Error(problems.map(({ at, what }) => `${at}: ${what}`).join("\n"));
  const edited = structuredClone(catalog);
  edit(edited);
  return resolve(edited, environment);
}

/** The alerts of a catalog beside the entries that ask for them. */
export interface Watched {
  readonly resolved: Resolved;
  readonly alerts: readonly Alert[];
  readonly slos: readonly Slo[];
  readonly rules: readonly AlertRule[];
}

/** What Prometheus evaluates of a catalog. */
export function watch(resolved: Resolved): Watched {
  const services = resolved.systems.flatMap((system) => system.services);
  return {
    resolved,
    alerts: alertsOf(resolved).filter(({ evaluator }) => evaluator.kind === "prometheus"),
    slos: services.flatMap(({ slos }) => slos).filter(({ signal }) => signal.from.kind === "prometheus"),
    rules: services.flatMap(({ alerts }) => alerts).filter(({ when }) => when.signal.from.kind === "prometheus"),
  };
}

export function alertOf({ alerts }: Pick<Watched, "alerts">, entry: string, kind: Alert["kind"]): Alert {
  const found = alerts.find((alert) => alert.entry === entry && alert.kind === kind);
  if (!found) throw new Error(`${entry} has no alert of kind ${kind}`);
  return found;
}

/** An SLO by its path. */
export function sloAt({ slos }: Watched, path: string): Slo {
  const found = slos.find((slo) => slo.path === path);
  if (!found) throw new Error(`there is no SLO ${path}`);
  return found;
}
