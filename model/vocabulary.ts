import type { OrganizationSection } from "./organization-section.ts";
import type { SourceKind } from "./source-kind.ts";
import type { Role, SourceEntry, VendorOf } from "./vendors.ts";

/** The pagers, as far as a catalog is checked for them. */
export interface PagerWords {
  readonly kind: VendorOf<"pager">;
  /** domains at which an e-mail opens an incident */
  readonly mail: readonly string[];
  /** the day on which its vendor ends it */
  readonly ends?: string;
}

/** What the catalog can say beyond the model's own words: the vendors', as the composition root puts them together. */
export interface Vocabulary {
  /** in the order in which people read of them */
  readonly sources: readonly SourceKind[];
  /** programs that `organization.yaml` describes */
  readonly sections: readonly OrganizationSection[];
  /** the first is the default pager */
  readonly pagers: readonly [PagerWords, ...PagerWords[]];
  /** domains of pagers that are no vendors here, at which an e-mail opens an incident */
  readonly otherPagers: readonly string[];
  readonly roles: { readonly [R in Exclude<Role, "pager">]: readonly [VendorOf<R>, ...VendorOf<R>[]] };
}

/** @throws Error for a kind that the vocabulary does not have, which the schema refuses */
export function kindOf({ sources }: Vocabulary, { kind }: Pick<SourceEntry, "kind">): SourceKind {
  const found = sources.find((one) => one.kind === kind);
  if (!found) throw new Error(`there is no kind of source ${kind}`);
  return found;
}
