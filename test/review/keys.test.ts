import { describe, expect, test } from "vitest";
import { checked, everyKey } from "./keys/catalog.ts";
import { movesWithOthers, neutralKeys } from "./keys/neutral.ts";
import { allKeys, isFixed, seenOf, standing } from "./keys/seen.ts";

const files = everyKey();
const places = standing(files);
const isOf = (key: string) => (row: { readonly keys: RegExp }) => row.keys.test(key);
const isNeutral = (key: string): boolean => neutralKeys.some(isOf(key));

describe("no key of the language is edited without a word", { timeout: 600_000 }, () => {
  test("the catalog of this test has every key but reasons, and no problem", () => {
    expect(checked(files).problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(allKeys.filter((key) => !places.has(key) && !/\/(source|correction|decision)$/.test(key))).toEqual([]);
  });

  test("an edit of any key that is in no table tells that somebody is told less, more, sooner, later, or that others are told", () => {
    const silent = allKeys
      .filter((key) => places.has(key) && !isNeutral(key))
      .map((key) => [key, seenOf(files, places, key, { perPlace: 16, accepted: 16 })] as const)
      .filter(([key, seen]) => seen !== "told" && !(seen === "refused" && isFixed(places, key)) && !movesWithOthers.some(isOf(key)));
    expect(silent).toEqual([]);
  });

  test("an edit of a key that stands in the table tells nobody anything else, and each line of it has such keys", () => {
    for (const row of neutralKeys) {
      const keys = allKeys.filter((key) => row.keys.test(key) && places.has(key));
      expect([row.why, keys.length > 0]).toEqual([row.why, true]);
      const every = Math.ceil(keys.length / 6);
      const sample = keys.filter((_, index) => index % every === 0);
      expect(sample.filter((key) => seenOf(files, places, key, { perPlace: 6, accepted: 2 }) === "told")).toEqual([]);
    }
    for (const row of movesWithOthers) expect([row.why, allKeys.some((key) => row.keys.test(key))]).toEqual([row.why, true]);
  });
});
