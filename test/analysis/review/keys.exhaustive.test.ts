import { afterAll, describe, expect, test } from "vitest";
import { checked, everyKey, removeChecked } from "./keys/catalog.ts";
import { movesWithOthers, neutralKeys } from "./keys/neutral.ts";
import { allKeys, seenOf, standing } from "./keys/seen.ts";

afterAll(removeChecked);

const files = everyKey();
const places = standing(files);

describe("no key of the language is edited without a word (keys in no table: keys/)", { timeout: 600_000 }, () => {
  test("the catalog of this test has every key but reasons, and no problem", () => {
    expect(checked(files).problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(allKeys.filter((key) => !places.has(key) && !/\/(source|correction|decision)$/.test(key))).toEqual([]);
  });

  test("an edit of a key that stands in the table tells nobody anything else, and each line of it has such keys", () => {
    for (const row of neutralKeys) {
      const keys = allKeys.filter((key) => row.keys.test(key) && places.has(key));
      expect([row.why, keys.length > 0]).toEqual([row.why, true]);
      const every = Math.ceil(keys.length / 6);
      const sample = keys.filter((_, index) => index % every === 0);
      expect(sample.filter((key) => seenOf(files, places, key, { perPlace: 6, accepted: 2 }).seen === "told")).toEqual([]);
    }
    for (const row of movesWithOthers) expect([row.why, allKeys.some((key) => row.keys.test(key))]).toEqual([row.why, true]);
  });
});
