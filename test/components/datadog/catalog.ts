import { join } from "node:path";
import { type DatadogMonitoring, forDatadog } from "../../../components/datadog/select.ts";
import type { Monitoring } from "../../../components/vendor.ts";
import { dashboardsOf } from "../../../dashboards/dashboards.ts";
import type { CheckedCatalog } from "../../../language.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";

const root = join(import.meta.dirname, "..", "..", "..");
/** A small catalog in which everything has one meaning at Datadog. */
const small = join(import.meta.dirname, "catalog");
/** The catalog of five products, and the artificial one. */
export const directories = {
  small,
  products: join(root, "test", "products", "catalog"),
  artificial: join(root, "test", "catalog"),
} as const;

/** A catalog for one environment as Datadog gets it. */
export function monitoringOf(
  which: keyof typeof directories = "small",
  environment = "prod",
  edit: (catalog: CheckedCatalog) => void = () => {},
): Monitoring {
  const resolved = resolvedCatalog(directories[which], edit, environment);
  const alerts = alertsOf(resolved);
  return { resolved, alerts, dashboards: dashboardsOf(resolved, alerts), protect: false };
}

export function datadogOf(...given: Parameters<typeof monitoringOf>): DatadogMonitoring {
  return forDatadog(monitoringOf(...given));
}

/** One alert by its logical name. */
export function alertNamed(own: DatadogMonitoring, name: string): DatadogMonitoring["alerts"][number] {
  const found = own.alerts.find((alert) => alert.name === name);
  if (!found) throw new Error(`no alert is called ${name}: ${own.alerts.map((alert) => alert.name).join(", ")}`);
  return found;
}
