import { formatCount } from "../../model/quantity.ts";
import type { System } from "../../model/resolved.ts";
import { home, systemPage } from "./addresses.ts";
import { dashboardsSection } from "./dashboards.ts";
import type { Page } from "./page.ts";
import { servicesTable } from "./services-table.ts";
import type { Subject } from "./subject.ts";

/** One system: its services at a glance. */
export function systemPageOf(subject: Subject, system: System): Page {
  const places = system.services.map((service) => ({ system, service }));
  return {
    path: systemPage(system.id),
    title: system.name,
    trail: [{ text: subject.resolved.organization.name, to: home }],
    lead: `owned by ${system.owner.name}, ${formatCount(places.length, "service")}`,
    sections: [
      { id: "services", title: "Services", blocks: [servicesTable(`Services of ${system.name}`, places, subject)] },
      ...dashboardsSection(subject.dashboards.filter((one) => one.system.id === system.id && !one.service)),
    ],
  };
}
