import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { everyKey, removeChecked } from "./catalog.ts";
import { movesWithOthers, neutralKeys } from "./neutral.ts";
import { allKeys, type Found, isFixed, isTold, seenOf, standing } from "./seen.ts";

/**
 * The proof for one of the two schemas. Each is a file of its own, so that they run beside each other. For every key an edit that the
 * review reports stands in `golden/`. Where it is not reported any more, another one is searched, which takes minutes: `--update` writes it.
 */
export function noneIsSilent(schema: "organization" | "system"): void {
  afterAll(removeChecked);
  test("an edit of any key that is in no table says that somebody is notified less, more, sooner, later, or that others are notified", async () => {
    const golden = join(import.meta.dirname, "golden", `${schema}.json`);
    const known = JSON.parse(readFileSync(golden, "utf8")) as Readonly<Record<string, Found["told"]>>;
    const files = everyKey();
    const places = standing(files);
    const isOf = (key: string) => (row: { readonly keys: RegExp }) => row.keys.test(key);
    const silent: (readonly [key: string, seen: string])[] = [];
    const told: Record<string, Found["told"]> = {};
    for (const key of allKeys) {
      if (!key.startsWith(`${schema}/`) || !places.has(key) || [...neutralKeys, ...movesWithOthers].some(isOf(key))) continue;
      const before = known[key];
      const found: Found =
        before && isTold(files, before) ? { seen: "told", told: before } : seenOf(files, places, key, { perPlace: 24, accepted: 24 });
      if (found.told) told[key] = found.told;
      else if (!(found.seen === "refused" && isFixed(places, key))) silent.push([key, found.seen]);
    }
    expect(silent).toEqual([]);
    const lines = Object.entries(told).map(([key, edit]) => `  ${JSON.stringify(key)}: ${JSON.stringify(edit)}`);
    await expect(`{\n${lines.join(",\n")}\n}\n`).toMatchFileSnapshot(golden);
  }, 1_200_000);
}
