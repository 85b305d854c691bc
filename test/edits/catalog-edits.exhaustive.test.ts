import { describe, expect, test } from "vitest";
import { edits } from "./edits.ts";
import { tried } from "./tried.ts";

test("there are edits of at least forty kinds", () => {
  expect(new Set(edits.map(({ name }) => name)).size).toBe(edits.length);
  expect(edits.length).toBeGreaterThanOrEqual(40);
});

describe.each(["test/products/catalog", "test/catalog"])("of %s", (catalog) => {
  const all = tried(catalog);

  test("there is a value for nearly every edit", () => {
    expect(all.filter(({ path }) => path !== undefined).length).toBeGreaterThanOrEqual(40);
  });

  test.each(all.filter(({ path }) => path !== undefined))("$name ($path) passes the check", ({ fault }) => {
    expect(fault).toBe("");
  });
});
