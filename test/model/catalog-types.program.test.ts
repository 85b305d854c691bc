import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { root } from "../docs/markdown.ts";
import { type Edit, withCatalog } from "./edited.ts";

/** A catalog of files, as the object literal that its user would write. */
function literal(catalog: string): string {
  const files = globSync("{*,systems/**/*}.yaml", { cwd: catalog }).sort();
  const values = files.map((file) => load(readFileSync(join(catalog, file), "utf8")) as object);
  return JSON.stringify({
    organization: values.find((value) => "organization" in value),
    systems: values.filter((value) => "system" in value),
  });
}

/** What the compiler says of object literals that are to be catalogs; a line of its answer begins with the name of its file. */
function compiled(literals: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "typed-"));
  try {
    const types = join(root, "catalog-types.ts");
    for (const [name, text] of Object.entries(literals))
      writeFileSync(
        join(folder, `${name}.ts`),
        `import type { Catalog } from ${JSON.stringify(types)};\nexport default ${text} satisfies Catalog;\n`,
      );
    const flags = [
      "--noEmit",
      "--strict",
      "--exactOptionalPropertyTypes",
      "--allowImportingTsExtensions",
      "--module",
      "nodenext",
      "--types",
      "",
    ];
    const tsc = join(root, "node_modules/typescript-7/bin/tsc");
    const files = Object.keys(literals).map((name) => `${name}.ts`);
    return spawnSync(process.execPath, [tsc, ...flags, ...files], { cwd: folder, encoding: "utf8" }).stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("every catalog of the tests is one by its types", () => {
  const files = globSync("test/**/organization.yaml", { cwd: root }).map((file) => join(root, file));
  // One of them is a part that tests add to another.
  const folders = files.filter((file) => /^organization:/m.test(readFileSync(file, "utf8"))).map(dirname);
  expect(folders.length).toBeGreaterThan(5);
  expect(compiled(Object.fromEntries(folders.map((folder, index) => [`catalog-${index}`, literal(folder)])))).toBe("");
});

/** Codes of problems that a type can know. */
const known = ["unknown-key", "missing-key", "wrong-type", "unknown-value", "unknown-unit", "exactly-one", "list-for-map", "missing-unit"];

describe("a catalog with a fault of its shape", () => {
  const literals = Object.fromEntries(
    known.map((code) => {
      const { edits } = load(readFileSync(join(root, "test/model/fixtures", `${code}.yaml`), "utf8")) as { edits: Edit[] };
      return [code, withCatalog(edits, literal)];
    }),
  );
  const said = compiled(literals);

  test.each(known)("is none by its types: %s", (code) => {
    expect(said).toMatch(new RegExp(`^${code}\\.ts\\(2,\\d+\\): error TS`, "m"));
  });
});
