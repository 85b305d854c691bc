import { writeFileSync } from "node:fs";
import type { Listed, Lister, Monitoring, Vendor } from "./vendor.ts";

/** What a vendor was asked for, and what it answered; or why nothing is known. */
export type Listing =
  | { readonly vendor: string; readonly what: string; readonly objects: readonly Listed[] }
  | { readonly vendor: string; readonly what: string; readonly why: string };

/** Asks every vendor that has something to do; one that does not answer, or cannot be asked, says so. */
export async function listingsOf(vendors: readonly Vendor[], monitoring: Monitoring): Promise<Listing[]> {
  const busy = vendors.filter((vendor) => vendor.settings(monitoring).length > 0);
  const answers = await Promise.all(
    busy.map(async ({ name, resources, unlisted }) => {
      const listers = (await resources()).listers?.() ?? [];
      const rest = unlisted ?? (listers.length === 0 ? "all objects" : undefined);
      const listed = await Promise.all(listers.map((lister) => listingOf(name, lister)));
      return { listed, rest: rest === undefined ? [] : [{ vendor: name, what: rest, why: "no function of its provider lists them" }] };
    }),
  );
  return [...answers.flatMap(({ listed }) => listed.flat()), ...answers.flatMap(({ rest }) => rest)];
}

async function listingOf(vendor: string, { what, list, most }: Lister): Promise<Listing[]> {
  try {
    const objects = await list();
    const isCut = most !== undefined && objects.length >= most;
    return [{ vendor, what, objects }, ...(isCut ? [{ vendor, what, why: `it answers ${most} at most, so there may be more` }] : [])];
  } catch (error) {
    return [{ vendor, what, why: (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, " ") }];
  }
}

/** Writes the listings into a file that only the caller can read; without one nothing is requested. */
export async function writeListings(file: string | undefined, vendors: readonly Vendor[], monitoring: Monitoring): Promise<void> {
  if (!file) return;
  writeFileSync(file, JSON.stringify(await listingsOf(vendors, monitoring)), { mode: 0o600 });
}
