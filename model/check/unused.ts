import type { Check } from "./report.ts";
import { servicesOf } from "./service.ts";

/** A signal that nobody reads is a promise without effect. */
export const warnOfUnused: Check = (checked, report) => {
  const shown = new Map(
    checked.systems.map((part) => [
      part,
      new Set(Object.values(part.value.dashboards).flatMap(({ panels }) => Object.values(panels).map(({ show }) => show.share))),
    ]),
  );
  for (const { part, path, service } of servicesOf(checked)) {
    const floors = Object.values(service.slos).flatMap(({ floor, environments }) => [
      floor,
      ...Object.values(environments ?? {}).map((override) => override.floor),
    ]);
    const used = new Set([
      ...Object.values(service.slos).map(({ signal }) => signal),
      ...floors.flatMap((floor) => (typeof floor === "object" ? [floor.signal] : [])),
      ...Object.values(service.alerts).map(({ signal }) => signal),
      ...Object.values(part.value["status-page"]?.components ?? {}).flatMap(({ signal }) =>
        signal?.startsWith(`${path[1]}/`) ? signal.slice(signal.indexOf("/") + 1) : [],
      ),
    ]);
    for (const id of Object.keys(service.signals))
      if (!used.has(id) && !shown.get(part)?.has(`${path[1]}/${id}`))
        report(part, [...path, "signals", id], "unused-signal", `nothing uses ${JSON.stringify(id)}`, { part: "key" });
  }
};
