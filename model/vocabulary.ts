import type { SourceEntry, SourceKind } from "./source-kind.ts";

/** What the catalog can say beyond the model's own words: the vendors', as the composition root puts them together. */
export interface Vocabulary {
  /** in the order in which people are told of them */
  readonly sources: readonly SourceKind[];
}

/** @throws Error for a kind that the vocabulary does not have, which the schema refuses */
export function kindOf({ sources }: Vocabulary, { kind }: Pick<SourceEntry, "kind">): SourceKind {
  const found = sources.find((one) => one.kind === kind);
  if (!found) throw new Error(`there is no kind of source ${kind}`);
  return found;
}
