import { createHash } from "node:crypto";
import { LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, MarkAreaComponent, TitleComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([LineChart, GridComponent, LegendComponent, MarkAreaComponent, TitleComponent, SVGRenderer]);

/** A line of a chart, old ones dashed. */
export interface ChartLine {
  readonly label: string;
  readonly tone: Tone;
  readonly old: boolean;
  /** share of failures (0 to 1), ascending, and seconds until it is told; null: never; absent: a gap */
  readonly points: readonly { readonly rate: number; readonly seconds?: number | null }[];
}

/**
 * Tones that the usual kinds of colour blindness keep apart, also in grey: vermillion, blue and grey of Okabe and Ito's
 * palette, darkened for thin lines on white. The mark of each line says the same.
 */
const tones = {
  page: { colour: "#c44601", symbol: "circle" },
  ticket: { colour: "#00639c", symbol: "triangle" },
  shadow: { colour: "#6b6b6b", symbol: "rect" },
} as const;
export type Tone = keyof typeof tones;

const size = { width: 860, height: 440 };
const plot = { left: 64, right: 32, top: 80, bottom: 54 };
const paper = "#ffffff";
const ink = "#1f2328";
const faint = "#59636e";
const font = "Helvetica, Arial, sans-serif";

/** Seconds with their words, on the axis of time. */
const times: readonly (readonly [seconds: number, words: string])[] = [
  [60, "1m"],
  [300, "5m"],
  [900, "15m"],
  [3600, "1h"],
  [21_600, "6h"],
  [86_400, "1d"],
  [259_200, "3d"],
  [864_000, "10d"],
  [2_592_000, "30d"],
  [7_776_000, "90d"],
  [31_536_000, "1y"],
];
/** Ticks within a decade of shares; one where there are many decades. */
const digits = (decades: number) => (decades > 4 ? [1] : [1, 2, 5]);

/**
 * Time until failures are told against their share, both logarithmic, as SVG text: the same lines, the same bytes. What is
 * never told is in a band above all times. It has a background of its own and no font from elsewhere.
 *
 * @param title above the picture
 * @param description the picture in words, for who cannot see it
 */
export function detectionChart(title: string, description: string, lines: readonly ChartLine[]): string {
  const points = lines.flatMap((line) => line.points);
  const rates = points.map(({ rate }) => rate);
  const seconds = points.flatMap((point) => (typeof point.seconds === "number" ? [point.seconds] : []));
  const [left, right] = [Math.log10(Math.min(...rates)), 0];
  const latest = Math.max(60, ...seconds);
  const highest = times.find(([time]) => time >= latest)?.[0] ?? latest;
  const [bottom, top] = [Math.log10(45), Math.log10(highest * 1.15)];
  const never = (top - bottom) * 0.13;
  const chart = init(null, null, { renderer: "svg", ssr: true, ...size });
  try {
    chart.setOption({
      animation: false,
      backgroundColor: paper,
      textStyle: { fontFamily: font, color: ink },
      title: {
        text: title,
        left: 16,
        top: 12,
        textStyle: { fontSize: 15, fontWeight: "bold", color: ink, width: size.width - 32, overflow: "truncate" },
      },
      legend: {
        left: 12,
        top: 40,
        itemWidth: 40,
        itemHeight: 8,
        itemGap: 18,
        selectedMode: false,
        textStyle: { fontSize: 12, color: ink },
        data: lines.map(({ label }) => label),
      },
      grid: plot,
      xAxis: axis({ name: "constant share of failures", nameGap: 34, min: left, max: right, ticks: sharesFrom(left), words: shareWords }),
      yAxis: axis({
        name: "time to detect",
        nameGap: 46,
        min: bottom,
        max: top + never,
        ticks: [...times.filter(([time]) => time <= highest).map(([time]) => Math.log10(time)), top + never / 2],
        words: (at) => (at > top ? "never" : (times.find(([time]) => Math.log10(time) === at)?.[1] ?? "")),
      }),
      series: lines.map((line, index) => ({
        name: line.label,
        type: "line",
        silent: true,
        // Dashes stay visible over a line that goes the same way.
        z: line.old ? 4 : 3,
        connectNulls: false,
        symbol: tones[line.tone].symbol,
        symbolSize: 7,
        showSymbol: true,
        data: places(line, top + (never * (index + 1)) / (lines.length + 1)),
        itemStyle: { color: tones[line.tone].colour },
        lineStyle: { color: tones[line.tone].colour, width: line.old ? 2 : 2.5, type: line.old ? [6, 5] : "solid" },
        ...(index === 0 && { markArea: band(top, top + never) }),
      })),
    });
    return accessible(chart.renderToSVGString(), title, description);
  } finally {
    chart.dispose();
  }
}

/** What is left of an error budget at a moment: 1 is all of it, below 0 it is overspent. */
export interface BudgetPoint {
  /** seconds since 1970 */
  readonly at: number;
  readonly left: number;
}

const day = 86_400;

/**
 * What is left of an error budget against time, as SVG text: the same points, the same bytes. Below the line at 0 the objective
 * is broken.
 *
 * @param points in the order of time, at least one
 */
export function budgetChart(title: string, description: string, points: readonly BudgetPoint[]): string {
  const [from, to] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
  const lowest = Math.min(0, ...points.map(({ left }) => left));
  const every = Math.max(1, Math.ceil((to - from) / day / 8)) * day;
  const days = Array.from(
    { length: Math.floor(to / every) - Math.ceil(from / every) + 1 },
    (_, index) => (Math.ceil(from / every) + index) * every,
  );
  const steps = lowest === 0 ? [0, 0.25, 0.5, 0.75, 1] : [lowest, 0, 0.5, 1];
  const chart = init(null, null, { renderer: "svg", ssr: true, ...size });
  try {
    chart.setOption({
      animation: false,
      backgroundColor: paper,
      textStyle: { fontFamily: font, color: ink },
      title: { text: title, left: 16, top: 12, textStyle: { fontSize: 15, fontWeight: "bold", color: ink } },
      grid: { ...plot, top: 52 },
      xAxis: axis({ name: "day (UTC)", nameGap: 34, min: from, max: Math.max(to, from + 1), ticks: days, words: dayWords }),
      yAxis: axis({ name: "error budget left", nameGap: 46, min: lowest, max: 1, ticks: steps, words: (at) => `${Math.round(at * 100)}%` }),
      series: [
        {
          type: "line",
          silent: true,
          symbol: "none",
          data: points.map(({ at, left }) => [at, left]),
          lineStyle: { color: tones.ticket.colour, width: 2.5 },
          ...(lowest < 0 && { markArea: band(lowest, 0) }),
        },
      ],
    });
    return accessible(chart.renderToSVGString(), title, description);
  } finally {
    chart.dispose();
  }
}

const dayWords = (at: number): string => new Date(at * 1000).toISOString().slice(5, 10);

interface AxisOf {
  readonly name: string;
  readonly nameGap: number;
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
  readonly words: (at: number) => string;
}

/** An axis of logarithms, with ticks where people expect them: an axis of type `log` has them at powers only. */
function axis({ name, nameGap, min, max, ticks, words }: AxisOf) {
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
    splitLine: { lineStyle: { color: "#d8dee4" } },
  };
}

function sharesFrom(left: number): number[] {
  const decades = Array.from({ length: Math.ceil(-left) + 1 }, (_, index) => Math.floor(left) + index);
  const ticks = decades.flatMap((decade) => digits(decades.length - 1).map((digit) => decade + Math.log10(digit)));
  return ticks.filter((tick) => tick >= left && tick <= 0);
}

const shareWords = (at: number): string => `${Number((10 ** (at + 2)).toPrecision(2))}%`;

/** A mark at every twelfth place, so that a line is known without its colour; and the share from which it is told. */
function places({ points, tone }: ChartLine, never: number) {
  const first = points.findIndex(({ seconds }) => typeof seconds === "number");
  const end = points[first - 1];
  const isEnd = (index: number) => index === first && end?.seconds === null;
  return points.map(({ rate, seconds }, index) => ({
    value: [Math.log10(rate), seconds === undefined ? "-" : seconds === null ? never : Math.log10(seconds)],
    ...(index % 12 !== 6 && !isEnd(index) && { symbol: "none" }),
    ...(isEnd(index) && { label: shareLabel(end?.rate ?? rate, tones[tone].colour) }),
  }));
}

const shareLabel = (rate: number, color: string) => ({
  show: true,
  formatter: () => `${Number((rate * 100).toPrecision(3))}%`,
  position: "left" as const,
  distance: 6,
  fontSize: 11,
  color,
  textBorderColor: paper,
  textBorderWidth: 3,
});

const band = (from: number, to: number) => ({
  silent: true,
  itemStyle: { color: "#eff2f5" },
  data: [[{ yAxis: from }, { yAxis: to }] as [{ yAxis: number }, { yAxis: number }]],
});

/** Nothing in it answers a pointer. Its ids count on through a process: they become its own, so that pages may hold several. */
function accessible(svg: string, title: string, description: string): string {
  const id = createHash("sha256").update(title).digest("hex").slice(0, 8);
  const own = svg
    .replace(/<style[^>]*>.*?<\/style>\s*/s, "")
    .replace(/ (?:class|pointer-events)="[^"]*"/g, "")
    .replace(/\bzr\d+-/g, `d${id}-`);
  const words = `<title>${escaped(title)}</title><desc>${escaped(description)}</desc>`;
  return own.replace(/^<svg ([^>]*)>/, (_, attributes: string) => `<svg role="img" aria-label="${escaped(title)}" ${attributes}>${words}`);
}

const marks: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => marks[mark] ?? mark);
