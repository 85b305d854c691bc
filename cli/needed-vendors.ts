import { monitoringOf } from "../components/monitoring.ts";
import { registry } from "../components/registry.ts";
import type { Resolved } from "../model/resolved.ts";

/**
 * The vendors that have something to do for a catalog in one environment, in the order of the registry: those that
 * cannot do without a setting.
 */
export function neededVendors(resolved: Resolved): string[] {
  const monitoring = monitoringOf(resolved);
  return registry.filter((vendor) => vendor.settings(monitoring).length > 0).map(({ name }) => name);
}
