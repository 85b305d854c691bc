import type { OrganizationSection } from "./organization-section.ts";
import type { SourceEntry, SourceKind } from "./source-kind.ts";

/** The parts that vendors take beside holding numbers, by the vendor's name in the catalog. Each vendor adds its own. */
// biome-ignore lint/suspicious/noEmptyInterface: each vendor adds its own
export interface VendorRoles {}
/** Wakes people; shows customers a state; reads logs; keeps lines for search, in data sets or streams; counts what users do; explains queries. */
export type Role = "pager" | "status-page" | "logs" | "datasets" | "streams" | "analytics" | "database-insights";
/** The vendors that can take a part. */
export type VendorOf<R extends Role> = { [K in keyof VendorRoles]: R extends VendorRoles[K] ? K : never }[keyof VendorRoles];

/** Who wakes people, as far as a catalog is checked for it. */
export interface PagerWords {
  readonly kind: VendorOf<"pager">;
  /** domains at which an e-mail opens an incident */
  readonly mail: readonly string[];
  /** the day on which its vendor ends it */
  readonly ends?: string;
}

/** What the catalog can say beyond the model's own words: the vendors', as the composition root puts them together. */
export interface Vocabulary {
  /** in the order in which people are told of them */
  readonly sources: readonly SourceKind[];
  /** programs that `organization.yaml` describes */
  readonly sections: readonly OrganizationSection[];
  /** the first wakes people where nothing else is written */
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
