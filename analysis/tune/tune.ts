import { single } from "../../model/composite.ts";
import type { Incident } from "../../model/incidents.ts";
import type { Resolved, Signal, Slo } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { type Scope, scopesOf } from "../../monitors/scope.ts";
import { sloAlerts } from "../../monitors/slo-alerts.ts";
import { canReplay, type Firing, replay } from "../review/backtest/evaluate.ts";
import type { Recorded } from "../review/backtest/recorded.ts";
import type { Span } from "../review/backtest/recorder.ts";
import { countsFor, distanceOf, pagesFor, type Watching } from "./candidates.ts";
import { isAsGood, longestDelay, mayBeLater, medianDelay, type Score, scoreOf, weekly } from "./score.ts";

/** What is to be tuned, and on what. */
export interface TuneOptions {
  readonly recorded: Recorded;
  /** its first half is chosen on, its second half is held out */
  readonly span: Span;
  readonly incidents: readonly Incident[];
  /** why a signal has no data; undefined: it has */
  readonly unread: (signal: Signal) => string | undefined;
  /** pages a week of one objective that are not too many; default: none are, as long as no incident is seen later */
  readonly pagesAWeek?: number;
  /** seconds by which one page in ten may come later, while their median does not; default: 300 */
  readonly later?: number;
  /** takes how far it is */
  readonly progress?: (done: number, all: number) => void;
}

/** A policy, and what its page would have done. */
export interface Option {
  readonly watching: Watching;
  /** the half that was chosen on */
  readonly chosen: Score;
  /** the half that was not looked at before */
  readonly heldOut: Score;
  readonly whole: Score;
}

export interface Tuned {
  readonly slo: Slo;
  readonly present: Option;
  /** absent: nothing that was tried is better */
  readonly best?: Option;
  /** whether it is as good on the half that was held out, with no more pages outside of incidents */
  readonly confirmed: boolean;
  /** seconds by which one page in ten may come later */
  readonly later: number;
  /** what `pagesAWeek` costs: absent where the present policy, or the best one, keeps it; impossible where nothing that was tried does */
  readonly price?: Option | "impossible";
  /** options that none beats in incidents seen, pages and median delay at once, over the whole span; fewest pages first */
  readonly curve: readonly Option[];
  readonly tried: number;
}

export interface Untuned {
  readonly slo: Slo;
  readonly why: string;
}

/** Incidents that the present page must see in each half: with fewer, one that happens to be seen decides. */
const leastSeen = 2;
const usuallyLater = 300;
/** Pages whose counts are varied. */
const refined = 8;

/**
 * Proposes for each objective the policy that calls somebody least often outside of incidents, among those that see every incident which
 * the present one sees, and not later (see `isAsGood`). It is chosen on the first half of the history, and confirmed on the second.
 */
export function tune(scopes: readonly { readonly scope: Scope; readonly slo: Slo }[], options: TuneOptions): (Tuned | Untuned)[] {
  return scopes.map(({ scope, slo }, done) => {
    options.progress?.(done, scopes.length);
    const why = whyNot(pageOf(scope, slo, slo.policy), options.unread);
    return why === undefined ? tuned(scope, slo, options) : { slo, why };
  });
}

/** The objectives of a catalog, each in its place. */
export const objectivesIn = (resolved: Resolved): { scope: Scope; slo: Slo }[] =>
  scopesOf(resolved).flatMap((scope) => scope.service.slos.map((slo) => ({ scope, slo })));

function pageOf(scope: Scope, slo: Slo, watching: Watching): Alert | undefined {
  return sloAlerts(scope, { ...slo, policy: { ...slo.policy, ...watching } }).find(({ kind }) => kind === "burn-page");
}

function whyNot(page: Alert | undefined, unread: TuneOptions["unread"]): string | undefined {
  if (!page) return "it has no page that could be tuned: no row of its policy applies";
  const can = canReplay(page);
  if (can !== true) return can;
  return page.slo && unread(single(page.slo.signal));
}

function tuned(scope: Scope, slo: Slo, { recorded, span, incidents, pagesAWeek, later = usuallyLater }: TuneOptions): Tuned | Untuned {
  const own = incidents.filter(({ services }) => services.includes(scope.service.path));
  const middle = span.from + Math.floor((span.to - span.from) / 120) * 60;
  const optionOf = (watching: Watching): Option => {
    const page = pageOf(scope, slo, watching);
    const firings: readonly Firing[] = page ? replay(page, recorded) : [];
    const score = (within: Span) => scoreOf(firings, own, within);
    return { watching, chosen: score({ from: span.from, to: middle }), heldOut: score({ from: middle, to: span.to }), whole: score(span) };
  };
  const [written, ...others] = pagesFor(slo);
  if (!written) return { slo, why: "its policy has no page" };
  const present = optionOf(written);
  const seen = [present.chosen, present.heldOut].map(({ delays }) => delays.size);
  if (seen.some((count) => count < leastSeen)) {
    const [early, late] = seen;
    return {
      slo,
      why: `its page sees ${early} and ${late} of its service's incidents in the halves of the history; it takes ${leastSeen} in each`,
    };
  }
  const isGood = ({ chosen }: Option) => isAsGood(chosen, present.chosen, { later, part: mayBeLater.chosen });
  const pages = [present, ...others.map(optionOf)];
  // A count moves less than a window: it is varied where the rest is good.
  const promising = [present, ...inOrder(pages.filter(isGood), present).slice(0, refined)];
  const options = [...pages, ...promising.flatMap(({ watching }) => countsFor(watching).map(optionOf))];
  const [first] = inOrder(options.filter(isGood), present);
  const best = first === present ? undefined : first;
  const kept = best ?? present;
  const price =
    pagesAWeek === undefined || weekly(kept.chosen.pages, kept.chosen) <= pagesAWeek ? undefined : pricedAt(pagesAWeek, options, present);
  return {
    slo,
    present,
    ...(best && { best }),
    confirmed:
      best !== undefined &&
      isAsGood(best.heldOut, present.heldOut, { later, part: mayBeLater.confirmed }) &&
      best.heldOut.outside <= present.heldOut.outside,
    later,
    ...(price && { price }),
    curve: curveOf(options),
    tried: options.length,
  };
}

/**
 * Pages outside of incidents that a step away from the present policy must save: what has been changed much to save one page in a few
 * weeks has rather learned those weeks.
 */
const pagesAStep = 0.5;

/** The best first: by pages outside of incidents and steps, then by all pages, then by how early they come. */
const inOrder = (options: readonly Option[], present: Option): Option[] => {
  const cost = ({ chosen, watching }: Option) => chosen.outside + pagesAStep * distanceOf(watching, present.watching);
  return options.toSorted(
    (one, other) =>
      cost(one) - cost(other) ||
      one.chosen.pages - other.chosen.pages ||
      medianDelay(one.chosen) - medianDelay(other.chosen) ||
      longestDelay(one.chosen) - longestDelay(other.chosen),
  );
};

/** Within a budget of pages: the most incidents seen, then the earliest. */
function pricedAt(pagesAWeek: number, options: readonly Option[], present: Option): Option | "impossible" {
  const within = options.filter(({ chosen }) => weekly(chosen.pages, chosen) <= pagesAWeek);
  const [best] = inOrder(within, present).toSorted(
    ({ chosen: one }, { chosen: other }) =>
      other.delays.size - one.delays.size || medianDelay(one) - medianDelay(other) || longestDelay(one) - longestDelay(other),
  );
  return best ?? "impossible";
}

/** Pareto's front: for each number of pages the most that can be seen, and how early. Of equal ones the first. */
function curveOf(options: readonly Option[]): Option[] {
  const ordered = options.toSorted(
    ({ whole: one }, { whole: other }) =>
      one.pages - other.pages || other.delays.size - one.delays.size || medianDelay(one) - medianDelay(other),
  );
  const curve: Option[] = [];
  for (const option of ordered) if (!curve.some((kept) => covers(kept.whole, option.whole))) curve.push(option);
  return curve;
}

const covers = (one: Score, other: Score): boolean =>
  one.pages <= other.pages && one.delays.size >= other.delays.size && medianDelay(one) <= medianDelay(other);
