import { createHash } from "node:crypto";
import type { DrawnPanel } from "../../dashboards/drawn.ts";
import { panelChart } from "../review/chart.ts";
import type { Picture } from "./detection.ts";
import { figureInWords } from "./figures.ts";

/** So many series are drawn in one panel. */
const mostSeries = 10;
/** Seconds that the panels of a dashboard show. */
const length = 6 * 3600;

/** A panel over time as its picture; undefined where its queries return nothing. */
export function panelPicture({ panel, data, lines }: DrawnPanel): Picture | undefined {
  const words = figureInWords[panel.unit];
  const series = lines.flat().filter(({ points }) => points.some((point) => point !== null));
  if (series.length === 0) return undefined;
  const shown = series.slice(0, mostSeries);
  const said = shown.map(({ name, points }) => {
    const figures = points.filter((point) => point !== null);
    return `${name}: from ${words(Math.min(...figures))} to ${words(Math.max(...figures))}, now ${words(figures.at(-1) ?? 0)}`;
  });
  const limits = panel.thresholds.map(({ at, bad }) => `bad ${bad} ${words(at)}`);
  const alt = `${panel.title}, ${data?.kind === "recorded" ? `recorded (${data.words})` : "simulated"}. ${[...said, ...limits].join("; ")}.`;
  const svg = panelChart(panel.title, alt, { lines: shown, thresholds: panel.thresholds, length, words });
  return { path: `charts/${createHash("sha256").update(svg).digest("hex").slice(0, 16)}.svg`, alt, svg };
}
