import Fraction from "fraction.js";
import type { DashboardPanel, DashboardSpec, PanelUnit } from "../../dashboards/dashboard.ts";
import { formatShare } from "../../model/quantity.ts";
import { dashboardAnchor } from "./addresses.ts";
import type { Block, Section, Text } from "./page.ts";

/** Dashboards as what they show: each panel with its lines and its warning lines. No data is drawn here. */
export function dashboardsSection(dashboards: readonly DashboardSpec[]): Section[] {
  if (dashboards.length === 0) return [];
  return [{ id: "dashboards", title: "Dashboards", blocks: dashboards.map(dashboardPart) }];
}

function dashboardPart({ name, formerNames, title, source, rows }: DashboardSpec): Block {
  return {
    kind: "part",
    id: dashboardAnchor(name),
    former: formerNames.map(dashboardAnchor),
    title,
    blocks: [
      {
        kind: "facts",
        facts: [
          ["name", [{ code: name }]],
          ["source", [{ code: source.id }]],
        ],
      },
      {
        kind: "table",
        caption: `Panels of the dashboard ${title}`,
        head: ["panel", "row", "shows", "unit", "warning line"],
        rows: rows.flatMap((row) => row.panels.map((panel): Text[] => panelRow(row.title, panel))),
      },
    ],
  };
}

const panelRow = (row: string, { title, kind, unit, lines, thresholds }: DashboardPanel): Text[] => [
  title,
  row,
  `${lines.map(({ legend }) => legend).join(", ")}${{ trend: " over time", now: ", the present value" }[kind]}`,
  units[unit],
  thresholds.length === 0 ? "none" : thresholds.map(({ at, bad }) => `${bad} ${inUnit(at, unit)}`).join(", "),
];

const units: Readonly<Record<PanelUnit, string>> = {
  s: "seconds",
  ms: "milliseconds",
  bytes: "bytes",
  percent: "percent",
  share: "share",
  "per-second": "events a second",
  count: "count",
  "burn-rate": "burn rate",
};

const inUnit = (at: number, unit: PanelUnit): string => (unit === "share" ? formatShare(new Fraction(String(at))) : String(at));
