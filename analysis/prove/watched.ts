import type { AlertRule, Resolved, Slo } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { alertsOf } from "../../monitors/alerts.ts";

/** The alerts of a catalog that a Prometheus is asked for, beside the entries that ask for them. */
export interface Watched {
  readonly resolved: Resolved;
  readonly alerts: readonly Alert[];
  readonly slos: readonly Slo[];
  readonly rules: readonly AlertRule[];
}

/** What Prometheus evaluates of a catalog, itself or for Grafana. */
export function watch(resolved: Resolved): Watched {
  const services = resolved.systems.flatMap((system) => system.services);
  return {
    resolved,
    alerts: alertsOf(resolved).filter(({ evaluator }) => evaluator.traits.series),
    slos: services.flatMap(({ slos }) => slos).filter(({ signal }) => signal.from.traits.series),
    rules: services.flatMap(({ alerts }) => alerts).filter(({ when }) => when.signal.from.traits.series),
  };
}

/** @throws Error if the entry has no alert of that kind */
export function alertOf({ alerts }: Pick<Watched, "alerts">, entry: string, kind: Alert["kind"]): Alert {
  const found = alerts.find((alert) => alert.entry === entry && alert.kind === kind);
  if (!found) throw new Error(`${entry} has no alert of kind ${kind}`);
  return found;
}

/** An SLO by its path. @throws Error if there is none */
export function sloAt({ slos }: Watched, path: string): Slo {
  const found = slos.find((slo) => slo.path === path);
  if (!found) throw new Error(`there is no SLO ${path}`);
  return found;
}
