import { sentryAlerts } from "../../../components/sentry/select.ts";
import { resolve } from "../../../language.ts";
import type { Resolved } from "../../../model/resolved.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { soundCatalog } from "../../prometheus/catalog.ts";

/** A catalog for one environment. @throws Error with its problems where it has errors. */
export function resolvedCatalog(directory: string, environment: string): Resolved {
  const catalog = soundCatalog(directory);
  return resolve(catalog, environment);
}

/** Sentry's alerts of a catalog, to be asked for by entry. */
export function alertsIn(directory: string, environment: string) {
  const alerts = sentryAlerts(alertsOf(resolvedCatalog(directory, environment)));
  return {
    alerts,
    alert(entry: string) {
      const found = alerts.find((alert) => alert.entry === entry);
      if (!found) throw new Error(`no alert ${entry}: ${alerts.map((alert) => alert.entry).join(", ")}`);
      return found;
    },
  };
}
