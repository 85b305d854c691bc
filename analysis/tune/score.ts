import type { Incident } from "../../model/incidents.ts";
import type { Firing } from "../review/backtest/evaluate.ts";
import { touches } from "../review/backtest/incidents.ts";
import { week } from "../review/backtest/load.ts";
import type { Span } from "../review/backtest/recorder.ts";

/** What a page would have done in a span. */
export interface Score {
  /** seconds */
  readonly span: Span;
  /** incidents that began in the span */
  readonly incidents: number;
  /** seconds from the beginning of an incident to the page, by the incident's id; 0: it fired already. Those without a page are not there */
  readonly delays: ReadonlyMap<string, number>;
  /** times that it began to fire */
  readonly pages: number;
  /** of these, outside of every incident */
  readonly outside: number;
}

/** An incident and a firing belong to the span in which they begin. */
export function scoreOf(firings: readonly Firing[], incidents: readonly Incident[], span: Span): Score {
  const begins = ({ from }: Span) => from >= span.from && from < span.to;
  const own = incidents.filter(begins);
  const pages = firings.filter(begins);
  const delays = own.flatMap((incident): [string, number][] => {
    const first = firings.find((firing) => touches(firing, incident));
    return first ? [[incident.id, Math.max(0, first.from - incident.from)]] : [];
  });
  return {
    span,
    incidents: own.length,
    delays: new Map(delays),
    pages: pages.length,
    outside: pages.filter((firing) => !incidents.some((incident) => touches(firing, incident))).length,
  };
}

interface Lateness {
  readonly later: number;
  readonly part: number;
  readonly usually?: number | undefined;
}

/** Part of the incidents whose page may come later: where noise had all but fired a page when an incident began, no other is as early. */
export const mayBeLater = {
  chosen: 0.1,
  /** of what was chosen with one in ten, chance makes it one in five on a dozen other incidents */
  confirmed: 0.2,
};

/**
 * Whether a page sees whatever another sees, and not later: the median of the differences of their delays is not above `usually` seconds
 * (default: 0), and only `part` of them are above `later` seconds. Where the other fired already when the incident began it called nobody for it, and nothing is
 * compared.
 */
export function isAsGood(one: Score, other: Score, { later, part, usually = 0 }: Lateness): boolean {
  if (![...other.delays.keys()].every((id) => one.delays.has(id))) return false;
  const differences = latenessOf(one, other);
  return medianOf(differences) <= usually && differences.filter((difference) => difference > later).length <= part * differences.length;
}

/** Seconds by which one page comes later than another, for each incident that both see and neither had fired before. */
export const latenessOf = (one: Score, other: Score): number[] =>
  [...other.delays].flatMap(([id, delay]) => {
    const own = one.delays.get(id);
    return delay > 0 && own !== undefined ? [own - delay] : [];
  });

export const medianDelay = ({ delays }: Score): number => medianOf([...delays.values()]);
export const longestDelay = ({ delays }: Score): number => longestOf([...delays.values()]);

/** Pages a week, on average over the span. */
export const weekly = (pages: number, { span }: Score): number => (pages * week) / (span.to - span.from);

/** Of an even number the lower one of the middle: a time that was. */
function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
}

const longestOf = (values: readonly number[]): number => Math.max(0, ...values);
