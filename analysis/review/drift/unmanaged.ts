import type { Kinds } from "../plan/kind.ts";

/** One object in the listing of an account. */
export interface Listed {
  /** type token that it would have in a stack, for example `datadog:index/monitor:Monitor` */
  readonly type: string;
  readonly id: string;
  /** what people see at the vendor; the id where it has no name */
  readonly name: string;
  /** what no other object of its kind has, if that is not its name: an address */
  readonly key?: string | undefined;
  /** what an import takes instead of its id in a state */
  readonly importId?: string | undefined;
}

/** What a vendor was asked for, and what it answered. */
export type Listing =
  | { readonly vendor: string; readonly what: string; readonly objects: readonly Listed[] }
  | { readonly vendor: string; readonly what: string; readonly why: string };

/** An object of an account that no stack owns. */
export interface Unmanaged extends Listed {
  readonly vendor: string;
  readonly noun: string;
}

/**
 * What is listed and in no stack. Ids of some providers begin with the organization (`1:uid`), which a listing
 * does not know: what follows the first colon counts as well.
 *
 * @param owned `<type token> <id>` of everything that a stack owns
 */
export function unownedIn(listings: readonly Listing[], owned: ReadonlySet<string>): Listed[] {
  const known = new Set([...owned].flatMap((one) => [one, withoutOrganization(one)]));
  return listedIn(listings).filter(({ type, id }) => !known.has(`${type} ${id}`));
}

/** All that the vendors answered with. */
export const listedIn = (listings: readonly Listing[]): Listed[] =>
  listings.flatMap((listing) => ("objects" in listing ? listing.objects : []));

/** What is in the accounts and in no stack. */
export function unmanagedOf(listings: readonly Listing[], owned: ReadonlySet<string>, kindOf: Kinds): Unmanaged[] {
  return unownedIn(listings, owned)
    .filter(({ type }) => !kindOf(type, "").shared)
    .map((object) => {
      const { vendor, noun } = kindOf(object.type, "");
      return { ...object, vendor, noun };
    })
    .sort((one, other) => compare(one.vendor, other.vendor) || compare(one.noun, other.noun) || compare(one.name, other.name));
}

const withoutOrganization = (owned: string): string => owned.replace(/ \d+:/, " ");

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
