import type { Refusal } from "../../model/refusal.ts";
import { Inexpressible } from "../../queries/nrql.ts";
import { nameIn } from "../names.ts";
import { teamsRefusals } from "../teams.ts";
import type { Monitoring } from "../vendor.ts";
import { conditionArgs } from "./condition.ts";
import { dashboardJson } from "./dashboard.ts";
import { longestName } from "./names.ts";
import { type NewRelicAlert, newRelicAlerts, newRelicDashboards } from "./select.ts";

/** What New Relic cannot express of a catalog, each with its path; empty when all is well. */
export function refusals({ alerts, dashboards }: Pick<Monitoring, "alerts" | "dashboards">): Refusal[] {
  const found = [
    ...teamsRefusals(newRelicAlerts(alerts), "New Relic", ["slack", "email", "webhook"]),
    ...newRelicAlerts(alerts).flatMap((alert) => reasons(alert).map((why) => ({ entry: alert.entry, why }))),
    ...newRelicDashboards(dashboards).flatMap((spec) =>
      inexpressible(() => dashboardJson(spec, 0)).map((why) => ({ entry: spec.name, why })),
    ),
  ];
  return found;
}

function reasons(alert: NewRelicAlert): string[] {
  const { route, title, environment } = alert;
  const length = nameIn(environment, title).length;
  return [
    ...inexpressible(() => conditionArgs(alert, "")),
    ...(route.kind === "page" && route.onCall.pager !== "pagerduty"
      ? [`it pages through ${route.onCall.pager}, but New Relic supports only PagerDuty; choose another source or pager`]
      : []),
    ...(length > longestName ? [`the title has ${length} characters with the environment, more than ${longestName}`] : []),
  ];
}

function inexpressible(ask: () => unknown): string[] {
  try {
    ask();
    return [];
  } catch (error) {
    if (error instanceof Inexpressible) return [error.message];
    throw error;
  }
}
