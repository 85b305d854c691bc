import { distance } from "fastest-levenshtein";
import { lengthText } from "../../analysis/review/backtest/words.ts";
import type { Finding } from "../../analysis/review/change.ts";
import { matches } from "../../model/matcher.ts";
import { nearest } from "../../model/nearest.ts";
import type { Signal } from "../../model/resolved.ts";
import { quote } from "../../queries/promql/selector.ts";
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
    if (!signal.from.traits.series) return `its data are in ${signal.from.id} (${signal.from.kind}), and not in a Prometheus`;
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
  const meant = probably(name, names);
  return `the history has no ${name}${meant === undefined ? "" : `; there is ${meant}`}`;
}

/** The family that was probably meant: at most one letter in five differs. The single series of a histogram are one family. */
function probably(name: string, names: readonly string[]): string | undefined {
  const family = (of: string) => of.replace(/_(bucket|count|sum)$/, "");
  const meant = nearest(family(name), new Set(names.map(family)));
  return meant !== undefined && distance(meant, family(name)) * 5 <= name.length ? meant : undefined;
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

/** Says it once where a whole source has nothing in the history, and another one has. */
export function bySource(signals: readonly Signal[], unread: Unread): Unread {
  const sources = Map.groupBy(
    signals.filter(({ from }) => from.traits.series),
    ({ from }) => from.id,
  );
  const silent = new Set([...sources].filter(([, all]) => all.every((signal) => unread(signal) !== undefined)).map(([id]) => id));
  if (silent.size === sources.size) return unread;
  return (signal) => (silent.has(signal.from.id) ? `the history has nothing of its source ${signal.from.id}` : unread(signal));
}

/** Signals of a Prometheus without data; of a source without any, the source. */
export function findingsOf(signals: readonly Signal[], tallies: readonly Tally[], unread: Unread): Finding[] {
  const findings = signals.flatMap((signal): Finding[] => {
    const why = signal.from.traits.series ? unread(signal) : undefined;
    if (why === undefined) return [];
    const whole = why.startsWith("the history has nothing of its source ");
    const entry = whole ? `organization/sources/${signal.from.id}` : signal.path;
    const way = "use a history that contains it, or correct the metric in the catalog; until then its alerts are not replayed";
    return [{ severity: "warning", entry, what: why, way }];
  });
  const unique = new Map([...findings, ...thinnedIn(tallies)].map((finding) => [`${finding.entry} ${finding.what}`, finding]));
  return [...unique.values()].sort((one, other) => (one.entry < other.entry ? -1 : 1));
}

/** Sources whose samples are mostly further apart than the catalog says: rates are asked over too short a time for them. */
function thinnedIn(tallies: readonly Tally[]): Finding[] {
  const bySource = Map.groupBy(tallies, ({ need }) => need.signal.from.id);
  return [...bySource].flatMap(([id, all]): Finding[] => {
    const sum = (of: (tally: Tally) => number) => all.reduce((total, tally) => total + of(tally), 0);
    const [samples, gaps, gapped] = [sum((tally) => tally.samples), sum((tally) => tally.gaps), sum((tally) => tally.gapped)];
    const scrape = all[0]?.need.signal.from.scrape ?? 0;
    if (gaps * 2 <= samples) return [];
    const what = `its samples are mostly ${lengthText(gapped / gaps)} apart, but the catalog says that it is scraped every ${lengthText(scrape)}: a rate without two samples in its window has no value`;
    return [
      { severity: "warning", entry: `organization/sources/${id}`, what, way: "use samples at the scrape interval, or correct `scrape`" },
    ];
  });
}
