import { oldestId } from "../model/ids.ts";
import type { Dashboard, Environment, Panel, System } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";
import type { DashboardPanel, DashboardSpec } from "./dashboard.ts";
import { namesOf } from "./name.ts";
import { trendOf } from "./panel.ts";
import { sourceOf } from "./source.ts";
import { type Expectations, expectationsOf } from "./threshold.ts";

/** A dashboard that the catalog writes itself: its panels in the written order, in one row. */
export function writtenDashboard(dashboard: Dashboard, system: System, environment: Environment, alerts: readonly Alert[]): DashboardSpec {
  const expected = expectationsOf(
    system.services.flatMap((service) => service.slos),
    alerts.filter((alert) => alert.system?.id === system.id),
  );
  const panels = dashboard.panels.map((panel) => writtenPanel(panel, expected));
  const [source] = dashboard.panels.map(({ show }) => sourceOf(show));
  return {
    ...namesOf([system, dashboard]),
    entry: `${system.id}/dashboards/${dashboard.id}`,
    title: dashboard.title,
    environment,
    system,
    source: source ?? system.source,
    rows: [{ title: dashboard.title, panels }],
    links: [],
    tags: [oldestId(system), environment.id],
    provenance: { source: dashboard.source },
  };
}

function writtenPanel(panel: Panel, expected: Expectations): DashboardPanel {
  return trendOf({ id: oldestId(panel), title: panel.title, provenance: panel }, panel.show, expected, panel.threshold);
}
