import Fraction from "fraction.js";
import { quietTrafficOf } from "../../../model/composite.ts";
import { isShareSignal } from "../../../model/condition.ts";
import type { CheckedCatalog } from "../../../model/load.ts";
import { once } from "../../../model/once.ts";
import type { ShareSignal } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import type { Pair } from "../change.ts";
import { pairsOf } from "../pairs.ts";
import type { AnyPaired, Revisions } from "./kinds.ts";
import { entriesOf, pairedEntries } from "./paired.ts";
import type { BothEntries, Entries } from "./plain.ts";
import { touchedBy } from "./touched.ts";
import { type Coverage, type DirectionVerdict, directionVerdictOf, notifies } from "./verdict.ts";

/** Both catalogs as they are written: what is off in the environment that is compared still stands there. */
export interface Written {
  readonly base: CheckedCatalog;
  readonly head: CheckedCatalog;
}

/** What every comparison of two revisions needs to know of the rest of them. */
export interface Context extends Revisions {
  readonly written?: Written;
  /** when the change is made */
  readonly now: number;
  readonly all: readonly AnyPaired[];
  readonly entries: BothEntries;
  readonly alerts: { readonly base: readonly Alert[]; readonly head: readonly Alert[] };
  readonly pairs: readonly Pair[];
  /** the alerts that an entry has a part in, at base or head */
  readonly affected: (key: string) => readonly Pair[];
  /** what a pair detects, whatever its stage is: that is a change of its own */
  readonly verdict: (pair: Pair) => DirectionVerdict;
  /** the same with its stage */
  readonly verdictByStage: (pair: Pair) => DirectionVerdict;
  /** notifying alerts of the same service, at base and head */
  readonly beside: (pair: Pair) => { readonly base: readonly Alert[]; readonly head: readonly Alert[] };
  readonly coverage: (pair: Pair) => Coverage;
}

export function contextOf(revisions: Revisions, written: Written | undefined, now: number): Context {
  const { base, head } = revisions;
  const all = pairedEntries(revisions);
  const entries = { before: entriesOf(all, "before", base), after: entriesOf(all, "after", head) };
  const alerts = { base: alertsOf(base), head: alertsOf(head) };
  const pairs = pairsOf(alerts.base, alerts.head);
  // Most changes ask for none.
  let touched: ReadonlyMap<string, ReadonlySet<Pair>> | undefined;
  const affected = (key: string): Pair[] => {
    touched ??= touchedIn(pairs, entries, revisions);
    return [...(touched.get(key) ?? [])];
  };

  const serviceOf = ({ before, after }: Pair): string =>
    keyOf(after?.service, entries.after) ?? keyOf(before?.service, entries.before) ?? "";
  const ofService = (side: readonly Alert[], of: Entries) => Map.groupBy(side.filter(notifies), ({ service }) => keyOf(service, of) ?? "");
  const notifying = { base: ofService(alerts.base, entries.before), head: ofService(alerts.head, entries.after) };
  const beside = (pair: Pair) => ({ base: notifying.base.get(serviceOf(pair)) ?? [], head: notifying.head.get(serviceOf(pair)) ?? [] });

  const keyOfSignal = (signal: ShareSignal) => keyOf(signal, entries.after) ?? keyOf(signal, entries.before);
  const current = new Map(
    all.flatMap(({ kind, key, sides }) =>
      (kind === "signal" || kind === "composite") && sides.after ? [[key, sides.after] as const] : [],
    ),
  );
  const allowed = budgets(revisions, entries.after);
  const coverage = (pair: Pair): Coverage => ({
    notifying: beside(pair).head,
    allowed: (signal) => allowed.get(keyOfSignal(signal) ?? "") ?? new Fraction(0),
    traffic: (signal) => {
      const present = current.get(keyOfSignal(signal) ?? "") ?? signal;
      return isShareSignal(present) ? quietTrafficOf(present) : undefined;
    },
  });
  const verdict = once((pair: Pair): DirectionVerdict => {
    // What notifies no one, before and after, may detect whatever it likes.
    if (pair.before && pair.after && !notifies(pair.before) && !notifies(pair.after)) return { direction: "neutral", gaps: [] };
    const [before, after] = [pair.before && unstaged(pair.before), pair.after && unstaged(pair.after)];
    const of = coverage(pair);
    const notifying = pair.after && after && !notifies(pair.after) ? [...of.notifying, after] : of.notifying;
    return directionVerdictOf({ ...(before && { before }), ...(after && { after }) }, { ...of, notifying });
  });
  const verdictByStage = once((pair: Pair) => directionVerdictOf(pair, coverage(pair)));
  return {
    ...revisions,
    ...(written && { written }),
    now,
    all,
    entries,
    alerts,
    pairs,
    affected,
    verdict,
    verdictByStage,
    beside,
    coverage,
  };
}

/** The alerts that each entry has a part in, at one of the sides. */
function touchedIn(pairs: readonly Pair[], entries: BothEntries, { base, head }: Revisions): Map<string, Set<Pair>> {
  const touched = new Map<string, Set<Pair>>();
  for (const pair of pairs)
    for (const key of [...touchedBy(pair.before, entries.before, base), ...touchedBy(pair.after, entries.after, head)])
      touched.set(key, (touched.get(key) ?? new Set()).add(pair));
  return touched;
}

const keyOf = (value: object | undefined, entries: Entries): string | undefined => (value ? entries.get(value)?.key : undefined);

function unstaged({ stage, ...alert }: Alert): Alert {
  return stage === undefined ? { ...alert } : alert;
}

/** By signal, the highest share of failures that an objective of head allows. */
function budgets({ head }: Revisions, entries: Entries): Map<string, Fraction> {
  const found = new Map<string, Fraction>();
  for (const { signal, target } of head.systems.flatMap(({ services }) => services.flatMap(({ slos }) => slos))) {
    const key = keyOf(signal, entries);
    if (key === undefined) continue;
    const share = new Fraction(1).sub(target);
    const known = found.get(key);
    found.set(key, known && known.compare(share) > 0 ? known : share);
  }
  return found;
}
