import type { DashboardSpec } from "../dashboards/dashboard.ts";
import type { Environment } from "../model/resolved.ts";
import type { Alert, Route } from "../monitors/alert.ts";
import { entryOf } from "../monitors/entry.ts";

/**
 * The entries of the catalog that an object answers, directly: what these refer to in turn is not repeated.
 *
 * @returns paths such as `hastecrm/api/slos/availability`, `hastecrm/dashboards/traffic`, `on-call/crm`, `environments/prod`
 */
export function entriesOf(of: Alert | Route | DashboardSpec | Environment): readonly string[] {
  if ("rows" in of) return [of.entry];
  if ("entry" in of) return [entryOf(of)];
  if ("kind" in of) return [...(of.kind === "page" ? [`on-call/${of.onCall.id}`] : []), `channels/${of.channel.id}`];
  return [`environments/${of.id}`];
}
