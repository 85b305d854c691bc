import type { ProberSource, Source } from "../resolved.ts";
import { owned } from "../schema/source.ts";
import type { SourceKind } from "../source-kind.ts";
import type { SourceEntry, Written } from "../vendors.ts";
import { derive, type Known } from "./derive.ts";
import { matchersOf } from "./matchers.ts";

/** Labels (or tags) by which the data of a kind of source tell an environment; none where a name tells it. */
export function environmentLabels({ environment }: SourceKind, is: Written): Readonly<Record<string, string>> {
  return environment?.labels ? (is[environment.key] ?? {}) : {};
}

/**
 * A source in one environment.
 *
 * @throws Error if the environment lacks a word that the kind needs, which the checks refuse
 */
export function resolveSource(kind: SourceKind, id: string, entry: SourceEntry, is: Written, known: Known): Source {
  const { scrape, evaluate } = kind.pace(entry);
  const environment = matchersOf(environmentLabels(kind, is));
  return kind.resolve(entry, { id, ...derive(owned, entry, known), scrape, evaluate, environment, traits: kind.traits }, is);
}

export function isProber(source: Source): source is ProberSource {
  return source.traits.prober === true;
}
