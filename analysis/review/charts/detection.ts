import { axis, band, drawn, ink, paper, plot, size, type Tone, tones } from "./frame.ts";

/** A line of a chart, old ones dashed. */
export interface ChartLine {
  readonly label: string;
  readonly tone: Tone;
  readonly old: boolean;
  /** share of failures (0 to 1), ascending, and seconds until someone is notified; null: never; absent: a gap */
  readonly points: readonly { readonly rate: number; readonly seconds?: number | null }[];
}

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
 * Time until failures notify someone, against their share, both logarithmic, as SVG text: the same lines, the same bytes. What
 * never notifies is in a band above all times. It has a background of its own and no font from elsewhere.
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
  return drawn(
    { title, description, heading: { width: size.width - 32, overflow: "truncate" } },
    {
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
        lineStyle: {
          color: tones[line.tone].colour,
          width: line.tone === "limit" ? 1.5 : line.old ? 2 : 2.5,
          type: line.old ? [6, 5] : "solid",
        },
        ...(index === 0 && { markArea: band(top, top + never) }),
      })),
    },
  );
}

function sharesFrom(left: number): number[] {
  const decades = Array.from({ length: Math.ceil(-left) + 1 }, (_, index) => Math.floor(left) + index);
  const ticks = decades.flatMap((decade) => digits(decades.length - 1).map((digit) => decade + Math.log10(digit)));
  return ticks.filter((tick) => tick >= left && tick <= 0);
}

const shareWords = (at: number): string => `${Number((10 ** (at + 2)).toPrecision(2))}%`;

/** A mark at every twelfth place, so that a line is known without its colour; and the share from which someone is notified. */
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
