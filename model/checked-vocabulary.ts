import type { Check } from "./check/report.ts";
import type { OrganizationSection } from "./organization-section.ts";
import type { SourceKind } from "./source-kind.ts";
import type { SectionKey, SourceEntry } from "./vendors.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** What else is to be said of a catalog that has this part. */
interface Checks {
  readonly checks?: readonly Check[];
}
export type CheckedKind<E extends SourceEntry = SourceEntry> = SourceKind<E> & Checks;
export type CheckedSection<K extends SectionKey = SectionKey> = OrganizationSection<K> & Checks;

/** A vocabulary with the checks of its parts: what a catalog is loaded with. */
export interface CheckedVocabulary extends Vocabulary {
  readonly sources: readonly CheckedKind[];
  readonly sections: readonly CheckedSection[];
}
