import type { Incident } from "../../model/incidents.ts";
import type { Resolved, Signal, Slo } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { type Scope, scopesOf } from "../../monitors/scope.ts";
import { countsMinutes, sloAlerts } from "../../monitors/slo-alerts.ts";
import { replay } from "../review/backtest/evaluate.ts";
import { whyUnplayed } from "../review/backtest/played.ts";
import type { Recorded } from "../review/backtest/recorded.ts";
import type { Span } from "../review/backtest/recorder.ts";
import { countsFor, distanceOf, guardsFor, pagesFor, type Watching, withWatching } from "./candidates.ts";
import { type Choice, choose, inOrder, isGood, type Option, optionOf, type Scale, tooFewSeen } from "./choice.ts";

/** What is to be tuned on. */
export interface TuneOptions {
  readonly recorded: Recorded;
  /** its first half is chosen on, its second half is held out */
  readonly span: Span;
  readonly incidents: readonly Incident[];
  /** why a signal has no data; undefined: it has */
  readonly unread: (signal: Signal) => string | undefined;
  /** pages a week of one objective or alert that are not too many; default: none are, as long as no incident is seen later */
  readonly pagesAWeek?: number;
  /** seconds by which one page in ten may come later, while their median does not; default: 300 */
  readonly later?: number;
  /** takes how far it is */
  readonly progress?: (done: number, all: number) => void;
}

/** A policy of an objective. */
export interface Tuned extends Choice<Watching> {
  readonly slo: Slo;
}

export interface Untuned {
  readonly slo: Slo;
  readonly why: string;
}

export const usuallyLater = 300;
/** Pages whose counts are varied, and those of them whose bad minutes are varied with the counts. */
const [refined, guarded] = [8, 3];

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
  return sloAlerts(scope, { ...slo, policy: withWatching(slo.policy, watching) }).find(({ kind }) => kind === "burn-page");
}

function whyNot(page: Alert | undefined, unread: TuneOptions["unread"]): string | undefined {
  if (!page) return "it has no page that could be tuned: no row of its policy applies";
  return whyUnplayed(page, unread);
}

function tuned(scope: Scope, slo: Slo, { recorded, span, incidents, pagesAWeek, later = usuallyLater }: TuneOptions): Tuned | Untuned {
  const own = incidents.filter(({ services }) => services.includes(scope.service.path));
  const replayed = (watching: Watching): Option<Watching> => {
    const page = pageOf(scope, slo, watching);
    return optionOf(watching, page ? replay(page, recorded) : [], own, span);
  };
  const [written, ...others] = pagesFor(slo);
  if (!written) return { slo, why: "its policy has no page" };
  const present = replayed(written);
  const why = tooFewSeen(present);
  if (why !== undefined) return { slo, why };
  const scale: Scale<Watching> = { present, distance: distanceOf, later, pagesAWeek };
  const pages = [present, ...others.map(replayed)];
  // A count moves less than a window, and bad minutes less than a count: they are varied where the rest is good.
  const promising = [present, ...inOrder(pages.filter(isGood(scale)), scale).filter((one) => one !== present)].slice(0, refined + 1);
  const guards = countsMinutes(slo.signal) ? promising.slice(0, guarded).flatMap(({ watching }) => guardsFor(watching)) : [];
  const counts = promising.flatMap(({ watching }) => countsFor(watching));
  return { slo, ...choose(scale, [...pages, ...[...counts, ...guards].map(replayed)]) };
}
