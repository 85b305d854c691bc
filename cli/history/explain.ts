import { alike } from "../../contract/compare/alike.ts";
import { matches } from "../../contract/compare/matches.ts";
import type { Signal } from "../../model/resolved.ts";
import { quote } from "../../queries/promql/selector.ts";
import type { Finding } from "../../review/change.ts";
import type { Tally } from "./intake.ts";
import { type Need, needsOf, selectorOf } from "./needs.ts";

/** Why a signal cannot be replayed on a history, in words; undefined where it can. */
export type Unread = (signal: Signal) => string | undefined;

/**
 * Why signals have no data: another place than a Prometheus, another name, other labels, another time.
 *
 * @param names of series in the history that nothing needs
 */
export function unreadIn(tallies: readonly Tally[], names: readonly string[]): Unread {
  const bySelector = new Map(tallies.map((tally) => [selectorOf(tally.need), tally]));
  return (signal) => {
    if (signal.from.kind !== "prometheus") return `its data are in ${signal.from.id} (${signal.from.kind}), and not in a Prometheus`;
    for (const need of needsOf(signal)) {
      const tally = bySelector.get(selectorOf(need));
      if (need.rare || (tally && tally.samples > 0)) continue;
      return tally ? whyNone(tally, names) : `${need.name} was not read`;
    }
    return undefined;
  };
}

function whyNone({ need, found, elsewhere }: Tally, names: readonly string[]): string {
  const { name } = need;
  if (found) return `the history has ${name} of it, and not at this time`;
  if (elsewhere.size > 0 || names.includes(name)) return `the history has ${name}, and none with ${differing(need, elsewhere)}`;
  const meant = alike(name, names);
  return `the history has no ${name}${meant === undefined ? "" : `; there is ${meant}`}`;
}

/** The labels whose values fit nowhere, with the values that are there; all of them where only the combination does not. */
function differing(need: Need, elsewhere: ReadonlyMap<string, ReadonlySet<string>>): string {
  const wanted = need.where.flatMap((matchers) => Object.entries(matchers));
  const unfit = wanted.filter(([label, matcher]) => ![...(elsewhere.get(label) ?? [])].some((value) => matches(matcher, value)));
  if (unfit.length === 0) return `${selectorOf(need).slice(need.name.length)} at once`;
  return unfit
    .map(([label]) => {
      const one = selectorOf({ name: "", where: unfit.filter(([other]) => other === label).map(([key, matcher]) => ({ [key]: matcher })) });
      const values = [...(elsewhere.get(label) ?? [])].filter((value) => value !== "").sort();
      return `${one.slice(1, -1)} (${values.length === 0 ? `it has no label ${label}` : `there is ${values.map(quote).join(", ")}`})`;
    })
    .join(", ");
}

/** Signals without data, the worst first; where a whole source has none, it is said once. */
export function findingsOf(signals: readonly Signal[], unread: Unread): { readonly findings: Finding[]; readonly notes: string[] } {
  const of = signals.filter(({ from }) => from.kind === "prometheus");
  const bySource = Map.groupBy(of, ({ from }) => from.id);
  const silent = [...bySource].filter(([, all]) => all.every((signal) => unread(signal) !== undefined)).map(([id]) => id);
  const told = bySource.size === silent.length ? [] : silent;
  const notes = told.map((id) => `Nothing of the source ${id} is in the history: none of its signals is replayed.`);
  const lacking = of.filter((signal) => !told.includes(signal.from.id));
  const findings = lacking.flatMap((signal): Finding[] => {
    const why = unread(signal);
    if (why === undefined) return [];
    const way = "give a history that holds it, or correct the metric in the catalog; until then its alerts are not replayed";
    return [{ severity: "warning", entry: signal.path, what: why, way }];
  });
  const unique = new Map(findings.map((finding) => [`${finding.entry} ${finding.what}`, finding]));
  return { findings: [...unique.values()].sort((one, other) => (one.entry < other.entry ? -1 : 1)), notes };
}
