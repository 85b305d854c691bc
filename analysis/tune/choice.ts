import type { Incident } from "../../model/incidents.ts";
import type { Firing } from "../review/backtest/evaluate.ts";
import type { Span } from "../review/backtest/recorder.ts";
import { isAsGood, longestDelay, mayBeLater, medianDelay, type Score, scoreOf, weekly } from "./score.ts";

/** A way to watch, and what its page would have done. */
export interface Option<W> {
  readonly watching: W;
  /** the half that was chosen on */
  readonly chosen: Score;
  /** the half that was not looked at before */
  readonly heldOut: Score;
  readonly whole: Score;
}

/** What is proposed in place of what is there. */
export interface Choice<W> {
  readonly present: Option<W>;
  /** absent: nothing that was tried is better */
  readonly best?: Option<W>;
  /** whether it is as good on the half that was held out, with no more pages outside of incidents */
  readonly confirmed: boolean;
  /** seconds by which one page in ten may come later */
  readonly later: number;
  /** what a budget of pages costs: absent where the present one, or the best, keeps it; impossible where nothing that was tried does */
  readonly price?: Option<W> | "impossible";
  /** options that none beats in incidents seen, pages and median delay at once, over the whole span; fewest pages first */
  readonly curve: readonly Option<W>[];
  readonly tried: number;
}

/** What is held against the present page, and how. */
export interface Scale<W> {
  readonly present: Option<W>;
  /** steps from one to another: what is far off has to save more */
  readonly distance: (one: W, other: W) => number;
  /** seconds by which one page in ten may come later */
  readonly later: number;
  /** seconds by which the median may; default: 0 */
  readonly usually?: number;
  /** pages a week that are not too many; default: none are, as long as no incident is seen later */
  readonly pagesAWeek?: number | undefined;
}

/** Incidents that the present page must see in each half: with fewer, one that happens to be seen decides. */
const leastSeen = 2;

/** What a page would have done in the first half of a span, in the second, and in both. */
export function optionOf<W>(watching: W, firings: readonly Firing[], incidents: readonly Incident[], span: Span): Option<W> {
  const middle = span.from + Math.floor((span.to - span.from) / 120) * 60;
  const score = (within: Span) => scoreOf(firings, incidents, within);
  return { watching, chosen: score({ from: span.from, to: middle }), heldOut: score({ from: middle, to: span.to }), whole: score(span) };
}

/** Why nothing can be told by a page; undefined: it can. */
export function tooFewSeen({ chosen, heldOut }: Option<unknown>): string | undefined {
  const [early, late] = [chosen.delays.size, heldOut.delays.size];
  if (early >= leastSeen && late >= leastSeen) return undefined;
  return `its page sees ${early} and ${late} of its service's incidents in the halves of the history; it takes ${leastSeen} in each`;
}

/** Whether an option sees as much as the present page in the half that is chosen on, and not later. */
export const isGood =
  <W>({ present, later, usually }: Scale<W>) =>
  ({ chosen }: Option<W>): boolean =>
    isAsGood(chosen, present.chosen, { later, part: mayBeLater.chosen, usually });

/** The option that pages least outside of incidents among those that are as good as the present one. */
export function choose<W>(scale: Scale<W>, options: readonly Option<W>[]): Choice<W> {
  const { present, later, usually, pagesAWeek } = scale;
  const [first] = inOrder(options.filter(isGood(scale)), scale);
  const best = first === present ? undefined : first;
  const kept = best ?? present;
  const price =
    pagesAWeek === undefined || weekly(kept.chosen.pages, kept.chosen) <= pagesAWeek ? undefined : pricedAt(pagesAWeek, options, scale);
  return {
    present,
    ...(best && { best }),
    confirmed:
      best !== undefined &&
      isAsGood(best.heldOut, present.heldOut, { later, part: mayBeLater.confirmed, usually }) &&
      best.heldOut.outside <= present.heldOut.outside,
    later,
    ...(price && { price }),
    curve: curveOf(options),
    tried: options.length,
  };
}

/**
 * Pages outside of incidents that a step away from the present one must save: what has been changed much to save one page in a few
 * weeks has rather learned those weeks.
 */
const pagesAStep = 0.5;

/** The best first: by pages outside of incidents and steps, then by all pages, then by how early they come. */
export function inOrder<W>(options: readonly Option<W>[], { present, distance }: Scale<W>): Option<W>[] {
  const cost = ({ chosen, watching }: Option<W>) => chosen.outside + pagesAStep * distance(watching, present.watching);
  return options.toSorted(
    (one, other) =>
      cost(one) - cost(other) ||
      one.chosen.pages - other.chosen.pages ||
      medianDelay(one.chosen) - medianDelay(other.chosen) ||
      longestDelay(one.chosen) - longestDelay(other.chosen),
  );
}

/** Within a budget of pages: the most incidents seen, then the earliest. */
function pricedAt<W>(pagesAWeek: number, options: readonly Option<W>[], scale: Scale<W>): Option<W> | "impossible" {
  const within = options.filter(({ chosen }) => weekly(chosen.pages, chosen) <= pagesAWeek);
  const [best] = inOrder(within, scale).toSorted(
    ({ chosen: one }, { chosen: other }) =>
      other.delays.size - one.delays.size || medianDelay(one) - medianDelay(other) || longestDelay(one) - longestDelay(other),
  );
  return best ?? "impossible";
}

/** Pareto's front: for each number of pages the most that can be seen, and how early. Of equal ones the first. */
function curveOf<W>(options: readonly Option<W>[]): Option<W>[] {
  const ordered = options.toSorted(
    ({ whole: one }, { whole: other }) =>
      one.pages - other.pages || other.delays.size - one.delays.size || medianDelay(one) - medianDelay(other),
  );
  const curve: Option<W>[] = [];
  for (const option of ordered) if (!curve.some((kept) => covers(kept.whole, option.whole))) curve.push(option);
  return curve;
}

const covers = (one: Score, other: Score): boolean =>
  one.pages <= other.pages && one.delays.size >= other.delays.size && medianDelay(one) <= medianDelay(other);
