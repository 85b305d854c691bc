import { type DashboardSpec, panelsIn } from "../../dashboards/dashboard.ts";
import { formatCount } from "../../model/quantity.ts";
import { dashboardAnchor, dashboardPage } from "./addresses.ts";
import type { Section } from "./page.ts";

/** Where the dashboards of a service or a system are. */
export function dashboardsSection(dashboards: readonly DashboardSpec[]): Section[] {
  if (dashboards.length === 0) return [];
  return [
    {
      id: "dashboards",
      title: "Dashboards",
      blocks: dashboards.map(({ name, formerNames, title, rows, source }) => ({
        kind: "part",
        id: dashboardAnchor(name),
        former: formerNames.map(dashboardAnchor),
        title,
        blocks: [
          {
            kind: "text",
            text: [
              { text: formatCount(panelsIn({ rows }).length, "panel"), to: dashboardPage(name) },
              ` of ${source.id}: ${rows.map((row) => row.title).join(", ")}`,
            ],
          },
        ],
      })),
    },
  ];
}
