import type { Check } from "./check/report.ts";
import type { OrganizationSection } from "./organization-section.ts";
import type { SourceKind } from "./source-kind.ts";
import type { Role, SectionKey, SourceEntry, VendorOf } from "./vendors.ts";
import type { PagerWords, Vocabulary } from "./vocabulary.ts";

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

/** What a vendor, or a program that is configured by files, adds to the catalog's language. */
export interface Words {
  /** as the catalog names whoever takes a role */
  readonly name: string;
  readonly sources?: readonly CheckedKind[];
  readonly sections?: readonly CheckedSection[];
  readonly pager?: PagerWords;
  /** as in `VendorRoles` */
  readonly takes?: Exclude<Role, "pager">;
}

/**
 * A vocabulary of everyone's words, in their order.
 *
 * @param otherPagers domains of pagers that are no vendors here, at which an e-mail opens an incident
 * @throws Error for a role that no one takes
 */
export function vocabularyOf(all: readonly Words[], otherPagers: readonly string[]): CheckedVocabulary {
  const takers = <R extends Role>(role: R) =>
    some(
      role,
      all.flatMap(({ name, takes }) => (takes === role ? [name as VendorOf<R>] : [])),
    );
  return {
    sources: all.flatMap(({ sources = [] }) => sources),
    sections: all.flatMap(({ sections = [] }) => sections),
    pagers: some(
      "pager",
      all.flatMap(({ pager }) => pager ?? []),
    ),
    otherPagers,
    roles: {
      "status-page": takers("status-page"),
      logs: takers("logs"),
      datasets: takers("datasets"),
      streams: takers("streams"),
      analytics: takers("analytics"),
      "database-insights": takers("database-insights"),
    },
  };
}

function some<T>(role: Role, [first, ...more]: readonly T[]): readonly [T, ...T[]] {
  if (first === undefined) throw new Error(`no vendor takes the role ${role}`);
  return [first, ...more];
}
