import type { DashboardPanel, DashboardSpec, Line, Link, PanelUnit } from "../../dashboards/dashboard.ts";
import { measureQuery } from "../../queries/nrql.ts";
import { markdownLink } from "../markdown.ts";
import { nameIn } from "../names.ts";

/** Columns of a page, and the size of a widget in them. */
const columns = 12;
const width = 4;
const height = 3;

/** Units as widgets name them; none: a plain number. A share comes from its query in percent. */
const units: Readonly<Record<PanelUnit, string | undefined>> = {
  s: "SECONDS",
  ms: "MS",
  bytes: "BYTES",
  percent: "PERCENTAGE",
  share: "PERCENTAGE",
  "per-second": undefined,
  count: undefined,
  "burn-rate": undefined,
};

/**
 * A dashboard as New Relic imports one: one page, with a line of text above the widgets of each row.
 *
 * @param accountId whose data is shown; a placeholder in a printed plan whose stack does not set it
 * @param links what is linked besides the links of the dashboard itself, for example who is on call
 * @throws Inexpressible if NRQL cannot ask for what is shown
 */
export function dashboardJson(spec: DashboardSpec, accountId: number | string, links: readonly Link[] = []): string {
  const widgets: object[] = [];
  let row = 1;
  const linked = [...spec.links, ...links].map(({ title, url }) => markdownLink(title, url));
  for (const { title, panels } of spec.rows) {
    const text = [`## ${title}`, ...(row === 1 ? linked : [])].join(row === 1 ? " · " : "");
    widgets.push(note(text, row));
    row += 1;
    panels.forEach((panel, index) => {
      const column = (index % (columns / width)) * width + 1;
      widgets.push(widget(panel, accountId, { column, row: row + Math.floor(index / (columns / width)) * height, width, height }));
    });
    row += Math.ceil(panels.length / (columns / width)) * height;
  }
  const name = nameIn(spec.environment, spec.title);
  return JSON.stringify({
    name,
    description: `${spec.formerNames[0] ?? spec.name}. Made from the catalog: a change by hand is undone.`,
    permissions: "PUBLIC_READ_ONLY",
    pages: [{ name, description: null, widgets }],
    variables: [],
  });
}

type Layout = Readonly<Record<"column" | "row" | "width" | "height", number>>;

function note(text: string, row: number): object {
  const layout: Layout = { column: 1, row, width: columns, height: 1 };
  return { title: "", layout, linkedEntityGuids: null, visualization: { id: "viz.markdown" }, rawConfiguration: { text } };
}

function widget(panel: DashboardPanel, accountId: number | string, layout: Layout): object {
  const now = panel.kind === "now";
  const unit = units[panel.unit];
  return {
    title: panel.title,
    layout,
    linkedEntityGuids: null,
    visualization: { id: now ? "viz.billboard" : "viz.line" },
    rawConfiguration: {
      nrqlQueries: panel.lines.map((line) => ({ accountIds: [accountId], query: now ? measureQuery(line.measure) : trend(line) })),
      platformOptions: { ignoreTimeRange: false },
      ...(unit !== undefined && { units: { unit } }),
      ...(now ? {} : { legend: { enabled: true }, yAxisLeft: { zero: true } }),
      ...linesOf(panel),
    },
  };
}

/** Without a limit, ten values of a label are shown. */
function trend({ measure }: Line): string {
  const query = measureQuery(measure);
  return `${query}${query.includes(" FACET ") ? " LIMIT MAX" : ""} TIMESERIES`;
}

/** The lines of warning, drawn where the alerts have them: what is beyond one is red. */
function linesOf({ thresholds, unit, kind }: DashboardPanel): object {
  const lines = thresholds.map(({ at, bad }) => ({ at: unit === "share" ? at * 100 : at, bad }));
  if (kind === "now") {
    const [highest] = lines.filter(({ bad }) => bad === "above");
    return highest ? { thresholds: [{ alertSeverity: "CRITICAL", value: highest.at }] } : {};
  }
  if (lines.length === 0) return {};
  const drawn = lines.map(({ at, bad }) => ({
    ...(bad === "above" ? { from: at } : { to: at }),
    name: `bad ${bad}`,
    severity: "critical",
  }));
  return { thresholds: { isLabelVisible: true, thresholds: drawn } };
}
