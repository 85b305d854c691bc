import { monitoringOf } from "../components/monitoring.ts";
import { registry } from "../components/registry.ts";
import { isNeeded } from "../components/selection.ts";
import type { Resolved } from "../model/resolved.ts";

/** The vendors that have something to do for a catalog in one environment, in the order of the registry. */
export function neededVendors(resolved: Resolved): string[] {
  const monitoring = monitoringOf(resolved);
  return registry.filter((vendor) => isNeeded(vendor, monitoring)).map(({ name }) => name);
}
