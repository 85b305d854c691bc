import { monitoringOf } from "../components/monitoring.ts";
import { registry } from "../components/registry.ts";
import { isNeeded } from "../components/selection.ts";
import type { Vendor } from "../components/vendor.ts";
import type { Resolved } from "../model/resolved.ts";

/** The vendors that have something to do for a catalog in one environment, in the order of the registry. */
export function vendorsFor(resolved: Resolved): Vendor[] {
  const monitoring = monitoringOf(resolved);
  return registry.filter((vendor) => isNeeded(vendor, monitoring));
}

/** The names of {@link vendorsFor}. */
export const neededVendors = (resolved: Resolved): string[] => vendorsFor(resolved).map(({ name }) => name);
