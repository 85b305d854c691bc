import { createHash } from "node:crypto";
import { LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent, TitleComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([LineChart, GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent, TitleComponent, SVGRenderer]);

/** Colours in the light scheme. */
export const paper = "#ffffff";
export const ink = "#1f2328";
export const faint = "#59636e";
const grid = "#d8dee4";
const shade = "#eff2f5";
/** Of a line that is not to be crossed. */
export const warning = "#b3161b";
const font = "Helvetica, Arial, sans-serif";

/**
 * Tones that the usual kinds of colour blindness keep apart, also in grey: vermillion, blue, grey and green of Okabe and Ito's
 * palette, darkened for thin lines on white. The mark of each line says the same.
 */
export const tones = {
  page: { colour: "#c44601", symbol: "circle" },
  ticket: { colour: "#00639c", symbol: "triangle" },
  shadow: { colour: "#6b6b6b", symbol: "rect" },
  limit: { colour: "#00745b", symbol: "diamond" },
} as const;
export type Tone = keyof typeof tones;

/** Lines of a panel, one after the other: of the same palette, each with a dash of its own. */
export const palette = ["#00639c", "#c44601", "#00745b", "#8c4a77", "#6b6b6b", "#7a5c00"] as const;

/** What each colour becomes where the reader's system is dark: the same distance from the paper. */
const dark: Readonly<Record<string, string>> = {
  [paper]: "#14171a",
  [ink]: "#e4e7ea",
  [faint]: "#a4adb6",
  [grid]: "#343b43",
  [shade]: "#20262c",
  [warning]: "#ff9c94",
  "#c44601": "#ff9a5c",
  "#00639c": "#6cbcf5",
  "#00745b": "#4fd1a8",
  "#8c4a77": "#e2a3cd",
  "#6b6b6b": "#a8adb2",
  "#7a5c00": "#e3c04f",
  // The library's own, around the marks of a legend.
  "#3c3c41": "#e4e7ea",
  "#b7b9be": "#59636e",
};

export const size = { width: 860, height: 440 };
export const plot = { left: 64, right: 32, top: 80, bottom: 54 };

/** @param heading above the picture; absent: the title stands beside it */
export function drawn(
  { title, description, heading, of = size }: { title: string; description: string; heading?: object; of?: typeof size },
  option: Readonly<Record<string, unknown>>,
): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, ...of });
  try {
    chart.setOption({
      animation: false,
      backgroundColor: paper,
      textStyle: { fontFamily: font, color: ink },
      ...(heading && {
        title: { text: title, left: 16, top: 12, textStyle: { fontSize: 15, fontWeight: "bold", color: ink, ...heading } },
      }),
      ...option,
    });
    return accessible(chart.renderToSVGString(), title, description);
  } finally {
    chart.dispose();
  }
}

export interface AxisOf {
  readonly name: string;
  readonly nameGap: number;
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
  readonly words: (at: number) => string;
}

/** An axis of logarithms, with ticks where people expect them: an axis of type `log` has them at powers only. */
export function axis({ name, nameGap, min, max, ticks, words }: AxisOf) {
  const text = { fontSize: 12, color: faint };
  return {
    type: "value" as const,
    name,
    nameGap,
    nameLocation: "middle" as const,
    nameTextStyle: text,
    min,
    max,
    axisLine: { show: true, onZero: false, lineStyle: { color: faint } },
    axisTick: { show: true, customValues: [...ticks] },
    axisLabel: { ...text, customValues: [...ticks], formatter: words },
    splitLine: { lineStyle: { color: grid } },
  };
}

export const band = (from: number, to: number) => ({
  silent: true,
  itemStyle: { color: shade },
  data: [[{ yAxis: from }, { yAxis: to }] as [{ yAxis: number }, { yAxis: number }]],
});

/** Nothing in it answers a pointer. Its ids count on through a process: they become its own, so that pages may hold several. */
function accessible(svg: string, title: string, description: string): string {
  const id = createHash("sha256").update(title).digest("hex").slice(0, 8);
  const own = svg
    .replace(/<style[^>]*>.*?<\/style>\s*/s, "")
    .replace(/ (?:class|pointer-events)="[^"]*"/g, "")
    .replace(/\bzr\d+-/g, `d${id}-`);
  const style = `<style>@media (prefers-color-scheme: dark) { ${darkened(own)} }</style>`;
  const words = `<title>${escaped(title)}</title><desc>${escaped(description)}</desc>`;
  return own.replace(
    /^<svg ([^>]*)>/,
    (_, attributes: string) => `<svg role="img" aria-label="${escaped(title)}" ${attributes}>${style}${words}`,
  );
}

/** A rule for each colour that is there: a style goes before an attribute. */
const darkened = (svg: string): string =>
  Object.entries(dark)
    .flatMap(([light, other]) =>
      ["fill", "stroke"].flatMap((what) => (svg.includes(`${what}="${light}"`) ? [`[${what}="${light}"] { ${what}: ${other} }`] : [])),
    )
    .join(" ");

const marks: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => marks[mark] ?? mark);
