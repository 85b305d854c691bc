import { axis, drawn, ink, paper, plot, type Tone, tones } from "./frame.ts";

/** One way to watch: how often it pages, and how soon. */
export interface TradeoffPoint {
  /** pages a week */
  readonly pages: number;
  /** seconds from the beginning of an incident to its page, at the median */
  readonly delay: number;
  /** its own label, such as a number of incidents; absent: none */
  readonly label?: string;
}

/** Points of one kind, by their name in the legend; one alone is larger. */
export interface TradeoffSeries {
  readonly name: string;
  readonly tone: Tone;
  /** joined by a line, in the order of their pages */
  readonly joined: boolean;
  readonly points: readonly TradeoffPoint[];
}

/**
 * How soon pages come against how many there are, as SVG text: the same points, the same bytes. What lies further to the left and lower is
 * better.
 *
 * @param series at least one with a point
 */
export function tradeoffChart(title: string, description: string, series: readonly TradeoffSeries[]): string {
  const points = series.flatMap((one) => one.points);
  const pages = scaleOf(Math.max(...points.map((one) => one.pages)));
  const minutes = scaleOf(Math.max(...points.map((one) => one.delay / 60)));
  return drawn(
    { title, description, heading: {} },
    {
      legend: {
        left: 12,
        top: 40,
        itemWidth: 24,
        itemHeight: 8,
        itemGap: 18,
        selectedMode: false,
        textStyle: { fontSize: 12, color: ink },
        data: series.map(({ name }) => name),
      },
      grid: plot,
      xAxis: axis({ name: "pages a week", nameGap: 34, min: 0, max: pages.at(-1) ?? 1, ticks: pages, words: String }),
      yAxis: axis({
        name: "median time to page",
        nameGap: 46,
        min: 0,
        max: minutes.at(-1) ?? 1,
        ticks: minutes,
        words: (at) => `${at} min`,
      }),
      series: series.map(({ name, tone, joined, points: own }) => ({
        name,
        type: "line",
        silent: true,
        symbol: tones[tone].symbol,
        symbolSize: own.length > 1 ? 7 : 13,
        z: own.length > 1 ? 3 : 4,
        data: own.map((point) => ({
          value: [point.pages, point.delay / 60],
          ...(point.label !== undefined && { label: labelled(point.label, tones[tone].colour) }),
        })),
        itemStyle: { color: tones[tone].colour },
        lineStyle: { color: tones[tone].colour, width: joined ? 2 : 0 },
      })),
    },
  );
}

const labelled = (text: string, color: string) => ({
  show: true,
  formatter: () => text,
  position: "top" as const,
  fontSize: 11,
  color,
  textBorderColor: paper,
  textBorderWidth: 3,
});

/** Round ticks from 0 to above the highest value, four to eight of them. */
function scaleOf(highest: number): number[] {
  const power = 10 ** Math.floor(Math.log10(Math.max(highest, 0.1) / 4));
  const step = ([1, 2, 2.5, 5, 10].find((one) => highest / (one * power) < 7) ?? 10) * power;
  const count = Math.floor(highest / step) + 1;
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(6)));
}
