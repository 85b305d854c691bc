import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differenceOf } from "../../../analysis/review/difference.ts";
import { loadCatalog, resolve } from "../../../language.ts";
import type { Resolved } from "../../../model/resolved.ts";
import { edit, referencesOf, slotsOf } from "./edits.ts";

const directories = ["test/products/catalog", "test/catalog"] as const;
const catalogs = Object.fromEntries(
  directories.map((directory) => {
    const { catalog } = loadCatalog(directory);
    if (!catalog) throw new Error(`${directory} has problems`);
    // What is not a reference is shared with what was written: an edit of the one must not reach the other.
    return [directory, { base: resolve(structuredClone(catalog), "prod"), head: () => resolve(structuredClone(catalog), "prod") }];
  }),
) as Record<(typeof directories)[number], { base: Resolved; head: () => Resolved }>;
const which = fc.constantFrom(...directories);

/** Such a catalog cannot be: its alerts could not be made, and the checks refuse it. */
const impossible = /pages, but .* has no on-call service/;

function changesOf(base: Resolved, head: Resolved): number | undefined {
  try {
    return differenceOf(base, head).length;
  } catch (error) {
    if (error instanceof Error && impossible.test(error.message)) return undefined;
    throw error;
  }
}

/** Edits one place of a copy at a time, and expects that something has changed. */
function noneIsSilent<P extends { readonly path: string }>(placesOf: (resolved: Resolved) => readonly P[], edited: (place: P) => void) {
  fc.assert(
    fc.property(which, fc.nat(), (directory, number) => {
      const { base, head } = catalogs[directory];
      const other = head();
      const places = placesOf(other);
      const place = places[number % places.length];
      if (!place) throw new Error("a model without such places");
      edited(place);
      expect({ path: place.path, changes: changesOf(base, other) }).not.toEqual({ path: place.path, changes: 0 });
    }),
    { numRuns: 120 },
  );
}

describe("no difference of two resolved catalogs is silent", () => {
  test("any value that becomes another", () => noneIsSilent(slotsOf, edit));

  test("any reference that leads elsewhere, and any list that loses an entry", () =>
    noneIsSilent(referencesOf, (place) => {
      place.of[place.key] = place.other;
    }));

  test("why the same approval is asked for", () => {
    const { base, head } = catalogs["test/products/catalog"];
    const other = head();
    const slot = slotsOf(other).find(({ path }) => /review\.approvals\.\d+\.decision$/.test(path));
    if (!slot) throw new Error("no approval has a decision");
    edit(slot);
    expect(differenceOf(base, other)).toMatchObject([{ what: "decision of an approval edited", direction: "neutral" }]);
  });

  test("and what was not edited changes nothing", () => {
    for (const { base, head } of Object.values(catalogs)) expect(differenceOf(base, head())).toEqual([]);
  });
});
