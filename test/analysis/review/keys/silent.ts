import { afterAll, expect, test } from "vitest";
import { everyKey, removeChecked } from "./catalog.ts";
import { movesWithOthers, neutralKeys } from "./neutral.ts";
import { allKeys, isFixed, seenOf, standing } from "./seen.ts";

/** The proof for one of the two schemas. Each is a file of its own, so that they run beside each other. */
export function noneIsSilent(schema: "organization" | "system"): void {
  afterAll(removeChecked);
  test("an edit of any key that is in no table tells that somebody is told less, more, sooner, later, or that others are told", () => {
    const files = everyKey();
    const places = standing(files);
    const isOf = (key: string) => (row: { readonly keys: RegExp }) => row.keys.test(key);
    const silent = allKeys
      .filter((key) => key.startsWith(`${schema}/`) && places.has(key) && ![...neutralKeys, ...movesWithOthers].some(isOf(key)))
      .map((key) => [key, seenOf(files, places, key, { perPlace: 24, accepted: 24 })] as const)
      .filter(([key, seen]) => seen !== "told" && !(seen === "refused" && isFixed(places, key)));
    expect(silent).toEqual([]);
  }, 600_000);
}
