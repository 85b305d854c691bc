import { expect, test } from "vitest";
import type { Sides } from "../../../cli/review/sides.ts";
import { notCompared } from "../../../cli/review/unreadable.ts";
import { loadCatalog } from "../../../language.ts";

const { catalog } = loadCatalog("test/catalog");

test("all teams of a system approve that it could not be read at base: its own, and those of its services", () => {
  const side = { name: "head", catalog, problems: [] };
  const sides = {
    base: side,
    head: side,
    tip: side,
    compared: {},
    notCompared: [{ system: "quays", file: "quays.yaml", at: "base" }],
    notes: [],
  };
  expect(notCompared(sides as unknown as Sides)).toMatchObject([{ entry: "quays", owners: ["fleet", "shop"] }]);
});
