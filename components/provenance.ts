import type { DashboardSpec } from "../dashboards/dashboard.ts";
import { formerNames } from "../model/ids.ts";
import type { Environment, Identified } from "../model/resolved.ts";
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

/** Entries of the organization that vendors hold objects for. */
type Collection = "people" | "teams" | "schedules" | "escalations" | "on-call" | "channels";

/**
 * Name and provenance of an object that represents one entry of the organization.
 *
 * @param named its logical name by the id of the entry; default: the id itself
 */
export function standsFor(
  collection: Collection,
  entry: Identified,
  named: (id: string) => string = (id) => id,
): { readonly name: string; readonly formerly: readonly string[]; readonly from: readonly string[] } {
  return { name: named(entry.id), formerly: formerNames(entry, named), from: [`${collection}/${entry.id}`] };
}
