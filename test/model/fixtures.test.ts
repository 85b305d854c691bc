import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { findingsOf } from "../../cli/check.ts";
import { loadCatalog } from "../../language.ts";
import { codes } from "../../model/problems.ts";
import { joinedRoots } from "../../model/roots.ts";
import { withCatalog } from "./edited.ts";

/** Before Ada's turn begins on the 7th of December. */
const now = Date.parse("2026-11-30T12:00:00Z");
const directory = join(import.meta.dirname, "fixtures");
const fixture = z.strictObject({
  about: z.string(),
  edits: z
    .array(
      z.strictObject({
        file: z.string(),
        replace: z.string().optional(),
        with: z.string().optional(),
        write: z.string().optional(),
        bytes: z.string().optional(),
        size: z.int().optional(),
        remove: z.boolean().optional(),
        link: z.string().optional(),
      }),
    )
    .min(1),
  /** further folders, below the catalog */
  roots: z.array(z.string()).default([]),
  /** `code @ path in the catalog @ file:line:column`, all that there are */
  expect: z.array(z.string()).min(1),
});

const fixtures = readdirSync(directory).map((name) => name.replace(/\.yaml$/, ""));

test("every code has exactly one fixture, and every fixture a code", () => {
  expect(fixtures.sort()).toEqual(Object.keys(codes).sort());
});

describe("each fixture has the problem of its code, where it says, and no other", () => {
  test.each(fixtures)("%s", (code) => {
    const { edits, roots, expect: expected } = fixture.parse(load(readFileSync(join(directory, `${code}.yaml`), "utf8")));
    const found = withCatalog(
      // Absent keys must be absent, not undefined.
      edits.map((edit) => JSON.parse(JSON.stringify(edit))),
      (catalog) => {
        // As `slostack check`, which knows the ledger and what alerts can never do besides.
        const { loaded, problems } = findingsOf({ catalogDir: joinedRoots([catalog, ...roots.map((root) => join(catalog, root))]), now });
        expect(loaded.catalog === undefined).toBe(loaded.problems.some(({ severity }) => severity === "error"));
        return problems.map(
          (one) => `${one.code} @ ${one.at} @ ${relative(catalog, one.place.file)}:${one.place.line}:${one.place.column}`,
        );
      },
    );
    expect(found).toEqual(expected);
    expect(new Set(found.map((line) => line.split(" ")[0]))).toEqual(new Set([code]));
  });
});

test("the base catalog, which the fixtures change, has no problem", () => {
  expect(withCatalog([], (catalog) => loadCatalog(catalog, undefined, now).problems)).toEqual([]);
});
