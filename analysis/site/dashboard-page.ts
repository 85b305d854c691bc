import type { DashboardPanel, DashboardSpec } from "../../dashboards/dashboard.ts";
import type { DrawnPanel } from "../../dashboards/drawn.ts";
import { dashboardPage, home, panelAnchor, servicePage, systemPage } from "./addresses.ts";
import { figureInWords, unitInWords } from "./figures.ts";
import type { Block, Page, Panel } from "./page.ts";
import type { Subject } from "./subject.ts";

/** A dashboard as its vendor lays it out: each panel with what its own query returns, or with the query alone. */
export function dashboardPageOf(subject: Subject, dashboard: DashboardSpec): Page {
  const { resolved, panels: about } = subject;
  const { name, title, system, service, source, rows } = dashboard;
  const drawing = about.drawingOf(dashboard);
  const drawn = new Map(typeof drawing === "string" ? [] : drawing.map((one) => [one.panel.id, one]));
  return {
    path: dashboardPage(name),
    title: `Dashboard ${title}`,
    trail: [
      { text: resolved.organization.name, to: home },
      { text: system.name, to: systemPage(system.id) },
      ...(service ? [{ text: service.name, to: servicePage(service.path) }] : []),
    ],
    lead: [
      { code: name },
      `, shown by ${about.drawerOf(source)} from ${source.id}. `,
      typeof drawing === "string" ? drawing : dataInWords(drawing),
    ],
    sections: rows.map((row, index) => ({
      id: `rows/${index + 1}`,
      title: row.title,
      blocks: [{ kind: "panels", panels: row.panels.map((panel) => panelOf(panel, drawn.get(panel.id), dashboard, subject)) }],
    })),
  };
}

function dataInWords(drawing: readonly DrawnPanel[]): string {
  if (drawing.every(({ data }) => data === undefined)) return simulated;
  return `Each panel says whether its data are recorded. ${simulated.replace("The data", "Those of the others")}`;
}

const simulated =
  "The data are simulated: six hours of an application with one time of trouble, as the queries of the panels return them in Prometheus' own engine.";

function panelOf(panel: DashboardPanel, drawn: DrawnPanel | undefined, { source }: DashboardSpec, subject: Subject): Panel {
  const { id, title, kind, description, lines, unit } = panel;
  const queries = lines.map(({ measure, legend }) => ({ legend, text: subject.panels.queryOf(source, measure) }));
  const several = queries.length > 1;
  return {
    id: panelAnchor(id),
    title,
    wide: kind === "trend",
    blocks: [
      ...(drawn ? drawingBlocks(drawn, subject) : []),
      ...(drawn?.data ? [{ kind: "text" as const, text: `${drawn.data.kind}: ${drawn.data.words}` }] : []),
      { kind: "text", text: `${unitInWords[unit]}${warningIn(panel)}` },
      ...(description === undefined ? [] : [{ kind: "text" as const, text: description }]),
      {
        kind: "details",
        summary: several ? "Queries" : "Query",
        blocks: queries.map(({ legend, text }) => ({
          kind: "code",
          label: `Query of ${title}, ${legend}`,
          text: several ? `${legend}:\n${text}` : text,
        })),
      },
    ],
  };
}

function warningIn({ thresholds, unit }: DashboardPanel): string {
  if (thresholds.length === 0) return "";
  return `; bad ${thresholds.map(({ at, bad }) => `${bad} ${figureInWords[unit](at)}`).join(", ")}`;
}

function drawingBlocks(drawn: DrawnPanel, { panelPictureOf }: Subject): Block[] {
  const { panel, lines } = drawn;
  if (panel.kind === "now") return lines.flat().map(({ name, points }) => figureOf(panel, name, points.at(-1)));
  const picture = panelPictureOf(drawn);
  if (!picture) return [{ kind: "text", text: [{ strong: "No data" }, ": the query returns nothing."] }];
  return [{ kind: "picture", file: picture.path, alt: picture.alt, size: [440, 236] }];
}

function figureOf({ thresholds, unit }: DashboardPanel, name: string, point: number | null | undefined): Block {
  if (typeof point !== "number") return { kind: "figure", text: "no data", words: name };
  const missed = thresholds.some(({ at, bad }) => (bad === "above" ? point > at : point < at));
  const state = thresholds.length === 0 ? undefined : missed ? "missed" : "kept";
  return { kind: "figure", text: figureInWords[unit](point), ...(state && { state }), words: state ? `${name}, ${state}` : name };
}
