import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** Ways in which code names the folder `catalog/` at the top of the repository. `depth` is how far a file lies below it. */
function waysToTheTop(text: string, depth: number): string[] {
  const up = '"\\.\\.", '.repeat(depth);
  // In a project that a test makes, `root` is a temporary folder.
  const ownRoot = /\broot = (?:temporaryFolder|mkdtempSync)\(/.test(text);
  const ways = [
    /\b(?:\w*[cC]atalog|alertsIn|environment)\(\s*"catalog"/g,
    new RegExp(`join\\(import\\.meta\\.dirname, ${up}"catalog"`, "g"),
    ...(ownRoot ? [] : [/join\(root, ["`]catalog(?![\w-])/g]),
    /\b(?:catalogDir:|(?:catalogDir|catalog|directory) =) "catalog"/g,
    /\["catalog", "test\//g,
    /\b(?:read|readFileSync|readdirSync|cpSync)\(["`]catalog\b/g,
  ];
  return ways.flatMap((way) => [...text.matchAll(way)].map(([found]) => found));
}

const files = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => join("test", path));

test("no test reads the catalog of this project: a valid edit of it cannot fail them", () => {
  const found = files
    .filter((path) => path !== "test/catalogs.test.ts")
    .flatMap((path) => waysToTheTop(readFileSync(join(root, path), "utf8"), path.split("/").length - 1).map((way) => `${path}: ${way}`));
  expect(found).toEqual([]);
});

test.each([
  'const { catalog } = loadCatalog("catalog");',
  'resolvedCatalog("catalog", () => {}, "staging")',
  'join(root, "catalog")',
  'join(import.meta.dirname, "..", "..", "catalog")',
  'run({ catalogDir: "catalog", service: "web" })',
  'describe.each(["catalog", "test/catalog"])',
  'read("catalog/organization.yaml")',
  "read(`catalog/systems/x.yaml`)",
])("%s is found", (text) => {
  expect(waysToTheTop(text, 2)).toHaveLength(1);
});

test.each([
  'loadCatalog("test/catalog")',
  'join(import.meta.dirname, "..", "catalog")',
  'join(copy, "catalog")',
  'const root = mkdtempSync(prefix);\njoin(root, "catalog")',
  'config.require("catalog")',
  'join(root, "catalog-types.ts")',
])("%s is let be", (text) => {
  expect(waysToTheTop(text, 2)).toEqual([]);
});
