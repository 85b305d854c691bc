import { targets } from "../../artifacts/registry.ts";
import type { DashboardSpec } from "../../dashboards/dashboard.ts";
import type { Source, Store } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { linkLines } from "../../monitors/carried.ts";
import { subjectOf } from "../../monitors/scope.ts";
import { drawerOf, sourcePlaces, storePlaces, vendors } from "./vendors.ts";

/**
 * Where the on-call looks: dashboards, logs, errors, feature flags and the status page of the products of some alerts,
 * from the catalog. A Markdown list; empty for alerts of no product.
 *
 * @param sources all of the organization; those of a product are owned by its team or one of its services'
 */
export function placesOf(alerts: readonly Alert[], dashboards: readonly DashboardSpec[], sources: readonly Source[]): string[] {
  const systems = new Map(alerts.flatMap(({ system }) => (system ? [[system.id, system]] : [])));
  const services = new Map(alerts.flatMap(({ service }) => (service ? [[service.path, service]] : [])));
  const lines = [...systems.values()].flatMap((system) => {
    const shown = dashboards.filter((one) => one.system.id === system.id && (!one.service || services.has(one.service.path)));
    const teams = new Set([system, ...system.services.filter(({ path }) => services.has(path))].map(({ owner }) => owner.id));
    const owned = sources.filter(({ owner }) => teams.has(owner.id));
    return [
      ...shown.map(({ title, source }) => `${drawerOf(source)} dashboard: ${title}`),
      ...vendors.flatMap((vendor) => vendor.logs?.(system) ?? []),
      ...system.stores.flatMap(searched),
      ...owned.flatMap(sourcePlaces),
      ...vendors.flatMap((vendor) => vendor.switches?.(system) ?? []),
      ...(system.tracing
        ? [`traces of \`${system.tracing.tracer}\`: ${system.tracing.journeys.map(({ title }) => title).join(", ")}`]
        : []),
      ...(system.statusPage ? [`status page: https://${system.statusPage.domain}`] : []),
    ].map((line) => `- ${system.name}, ${line}`);
  });
  const links = alerts.flatMap((alert) => linkLines(alert).map((line) => `- ${subject(alert)}${line}`));
  return [...new Set([...lines, ...links])];
}

const subject = ({ system, service }: Alert): string => (system && service ? `${subjectOf({ system, service })}, ` : "");

/** A store is searched at a vendor, or in a program that reads generated files. */
const searched = (store: Store): string[] => [...targets.flatMap((target) => target.searched?.(store) ?? []), ...storePlaces(store)];
