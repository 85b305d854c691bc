import { axis, band, drawn, ink, palette, warning } from "./frame.ts";

/** A panel of a dashboard over time. */
export interface PanelChart {
  /** in the order of their legend */
  readonly lines: readonly { readonly name: string; readonly points: readonly (number | null)[] }[];
  /** lines of warning, each with its bad side */
  readonly thresholds: readonly { readonly at: number; readonly bad: "above" | "below" }[];
  /** seconds from the first point to the last, which is now */
  readonly length: number;
  /** a figure with its unit, as text */
  readonly words: (figure: number) => string;
}

const size = { width: 440, height: 236 };
const dashes = ["solid", [6, 4], [2, 3], [9, 3, 2, 3]] as const;

/**
 * A panel as SVG text: the same points, the same bytes. Lines of warning are dashed, with their figures, and what is beyond them is shaded.
 *
 * @param title of the picture, which does not stand in it
 */
export function panelChart(title: string, description: string, { lines, thresholds, length, words }: PanelChart): string {
  const figures = [0, ...thresholds.map(({ at }) => at), ...lines.flatMap(({ points }) => points.filter((point) => point !== null))];
  const { low, high, step } = scaleOf(Math.min(...figures), Math.max(...figures));
  const ticks = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, index) => low + index * step);
  const hours = length / 3600;
  return drawn(
    { title, description, of: size },
    {
      legend: {
        left: 8,
        bottom: 4,
        itemWidth: 28,
        itemHeight: 6,
        itemGap: 14,
        selectedMode: false,
        textStyle: { fontSize: 12, color: ink, width: lines.length > 1 ? 130 : 340, overflow: "truncate" },
        data: lines.map(({ name }) => name),
      },
      grid: { left: 62, right: 16, top: 12, bottom: lines.length > 4 ? 66 : 48 },
      xAxis: {
        ...axis({
          name: "",
          nameGap: 0,
          min: 0,
          max: length,
          ticks: Array.from({ length: hours + 1 }, (_, hour) => hour * 3600),
          words: (at) => (at === length ? "now" : `-${hours - at / 3600}h`),
        }),
        splitLine: { show: false },
      },
      yAxis: axis({ name: "", nameGap: 0, min: low, max: high, ticks, words }),
      series: lines.map(({ name, points }, index) => {
        const color = palette[index % palette.length] ?? ink;
        const type = dashes[Math.floor(index / palette.length) % dashes.length] ?? "solid";
        return {
          name,
          type: "line",
          silent: true,
          symbol: "none",
          data: points.map((point, place) => [points.length > 1 ? (place * length) / (points.length - 1) : length, point ?? "-"]),
          itemStyle: { color },
          lineStyle: { color, width: 2, type },
          ...(index === 0 && {
            markLine: {
              silent: true,
              symbol: "none",
              data: thresholds.map(({ at }, place) => mark(at, words, at > (low + high * 3) / 4, place)),
            },
            markArea: { ...band(low, low), data: thresholds.map(({ at, bad }) => beyond(at, bad === "above" ? high : low)) },
          }),
        };
      }),
    },
  );
}

/** Round numbers around what is shown, three to six of them. */
function scaleOf(lowest: number, highest: number): { low: number; high: number; step: number } {
  const range = highest - lowest || 1;
  const power = 10 ** Math.floor(Math.log10(range / 4));
  const step = ([1, 2, 2.5, 5, 10].find((one) => range / (one * power) <= 5) ?? 10) * power;
  const over = highest + range * 0.04;
  return { low: lowest < 0 ? Math.floor(lowest / step) * step : 0, high: Math.ceil((highest > 0 ? over : 0) / step) * step, step };
}

/** Labels of lines that may be close to each other stand side by side. */
const places = ["End", "Middle", "Start"] as const;

const mark = (at: number, words: (figure: number) => string, isHigh: boolean, place: number) => ({
  yAxis: at,
  lineStyle: { color: warning, width: 1.5, type: [6, 4] },
  label: {
    formatter: words(at),
    position: `inside${places[place % places.length] ?? "End"}${isHigh ? "Bottom" : "Top"}` as const,
    fontSize: 12,
    color: warning,
  },
});

const beyond = (from: number, to: number) => [{ yAxis: from }, { yAxis: to }];
