import { axis, band, drawn, plot, tones } from "./frame.ts";

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
  return drawn(
    { title, description, heading: {} },
    {
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
    },
  );
}

const dayWords = (at: number): string => new Date(at * 1000).toISOString().slice(5, 10);
