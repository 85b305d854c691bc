import type { ProberSource, Source, SourceBase } from "../resolved.ts";
import type { SourceKind } from "../source-kind.ts";
import type { SourceEntry, Written } from "../vendors.ts";
import { provenanceOf } from "./entries.ts";
import { matchersOf } from "./matchers.ts";

/** Labels (or tags) by which the data of a kind of source tell an environment; none where a name tells it. */
export function environmentLabels({ environment }: SourceKind, is: Written): Readonly<Record<string, string>> {
  return environment?.labels ? (is[environment.key] ?? {}) : {};
}

type Common = Pick<SourceBase, "id" | "owner" | "severity" | "onCall" | "runbook">;

/**
 * A source in one environment.
 *
 * @param common what it refers to
 * @throws Error if the environment lacks a word that the kind needs, which the checks refuse
 */
export function resolveSource(kind: SourceKind, entry: SourceEntry, is: Written, common: Common): Source {
  const { scrape, evaluate } = kind.pace(entry);
  const environment = matchersOf(environmentLabels(kind, is));
  return kind.resolve(entry, { ...common, ...provenanceOf(entry), scrape, evaluate, environment, traits: kind.traits }, is);
}

export function isProber(source: Source): source is ProberSource {
  return source.traits.prober === true;
}
