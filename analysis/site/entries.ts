import { serviceOf } from "../../model/ids.ts";
import { entryIn, entryOf } from "../../monitors/entry.ts";
import {
  alertAnchor,
  dashboardAnchor,
  onCallPage,
  onCallServiceAnchor,
  scheduleAnchor,
  servicePage,
  sloAnchor,
  systemPage,
} from "./addresses.ts";
import type { Part, Text } from "./page.ts";
import { placesOf, type Subject } from "./subject.ts";

/** An entry of the catalog by its whole path, with a link to where the site shows it, or what it is a part of. */
export function entryLinks(subject: Subject): (entry: string) => Text {
  const { organization, systems } = subject.resolved;
  const places = new Map<string, string>([
    ...systems.map(({ id }) => [id, systemPage(id)] as const),
    ...placesOf(subject).flatMap(({ service }) => [
      [service.path, servicePage(service.path)] as const,
      ...subject.alertsOf(service).map((alert) => [entryOf(alert), `${servicePage(service.path)}#${alertAnchor(alert.name)}`] as const),
      ...service.slos.map(({ id, path }) => [entryIn("slos", path), `${servicePage(service.path)}#${sloAnchor(id)}`] as const),
    ]),
    ...subject.dashboards.flatMap(({ entry, name, service, system }) =>
      service ? [] : [[entry, `${systemPage(system.id)}#${dashboardAnchor(name)}`] as const],
    ),
    ...organization.onCalls.map(({ id }) => [`organization/on-call/${id}`, `${onCallPage}#${onCallServiceAnchor(id)}`] as const),
    ...organization.schedules.map(({ id }) => [`organization/schedules/${id}`, `${onCallPage}#${scheduleAnchor(id)}`] as const),
  ]);
  return (entry) => {
    const to = places.get(entry) ?? places.get(serviceOf(entry)) ?? places.get(entry.split("/", 1).join());
    const part: Part = to === undefined ? { code: entry } : { text: entry, to };
    return [part];
  };
}
