import type * as dashboard from "@grafana/grafana-foundation-sdk/dashboard";
import type { Link } from "../../dashboards/dashboard.ts";
import { builders } from "./dashboard-builders.ts";
import { laidOut } from "./dashboard-layout.ts";
import { panelBuilder } from "./dashboard-panel.ts";
import { uidOf } from "./names.ts";
import { panelId } from "./panel-id.ts";
import type { GrafanaDashboard } from "./select.ts";

/** The model's version that the dashboards are written in; Grafana migrates older ones when it shows them. */
const schemaVersion = 42;

/**
 * A dashboard as Grafana's JSON, keys sorted: the same catalog gives the same text, and Grafana returns it in this
 * order. It has no `id` and no `version`, which are Grafana's own.
 *
 * @param links what is linked besides the links of the dashboard itself, for example who is on call
 */
export function dashboardJson(spec: GrafanaDashboard, links: readonly Link[] = []): string {
  const { dashboard } = builders();
  const builder = new dashboard.DashboardBuilder(`${spec.title} (${spec.environment.id})`)
    .uid(uidOf(spec, spec.environment))
    .tags([...spec.tags])
    .timezone("browser")
    .time({ from: "now-6h", to: "now" })
    .refresh("1m")
    .tooltip(dashboard.DashboardCursorSync.Crosshair)
    .readonly()
    .links([...spec.links, ...links].map(linkBuilder));
  for (const row of laidOut(spec.rows)) {
    builder.withRow(new dashboard.RowBuilder(row.title).id(panelId(`row ${row.title}`)).gridPos({ ...row.place }));
    for (const { panel, place } of row.panels) builder.withPanel(panelBuilder(panel, place, spec.source.datasource));
  }
  const model = builder.build();
  // The builder hides every link in a menu; a runbook must be visible.
  const visible = model.links?.map(({ placement: _, ...link }) => link) ?? [];
  return JSON.stringify(sorted({ ...model, links: visible, schemaVersion }));
}

function linkBuilder({ title, url }: Link): dashboard.DashboardLinkBuilder {
  const { dashboard } = builders();
  return new dashboard.DashboardLinkBuilder(title).type(dashboard.DashboardLinkType.Link).icon("external link").url(url).targetBlank(true);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const fields: Record<string, unknown> = { ...value };
  return Object.fromEntries(
    Object.keys(fields)
      .sort()
      .map((key) => [key, sorted(fields[key])]),
  );
}
