import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadCatalog, resolve } from "../../language.ts";
import { type Edit, withCatalog } from "./edited.ts";

const root = join(import.meta.dirname, "..", "..");

/** A pager whose end is known is told of until then, and refuses nothing. Ships that nobody asks go unheard. */
const known: Readonly<Record<string, readonly string[]>> = { "test/products/catalog": ["pager-ends"], "test/catalog": ["outage-unseen"] };

describe("the catalogs of the tests have no problems but known ones", () => {
  test.each(["test/products/catalog", "test/catalog"])("%s", (directory) => {
    expect(existsSync(join(root, directory, "organization.yaml"))).toBe(true);
    const { problems, catalog } = loadCatalog(join(root, directory));
    expect(problems.map(({ code }) => code)).toEqual(known[directory] ?? []);
    expect(catalog).toBeDefined();
  });
});

test("an entry is located by its path", () => {
  withCatalog([], (catalog) => {
    const { locate } = loadCatalog(catalog);
    expect(locate("shop/api/hot")).toEqual({
      place: { file: join(catalog, "systems/shop.yaml"), line: 28, column: 7 },
      at: "shop/api/alerts/hot",
    });
    expect(locate("shop/api/alive")?.at).toBe("shop/api/signals/alive");
    expect(locate("shop/api/slos/availability")).toMatchObject({ at: "shop/api/slos/availability", place: { column: 7 } });
    expect(locate("shop--api--availability--page")?.at).toBe("shop/api/slos/availability");
    expect(locate("escalations/shop/levels/2/wait")).toMatchObject({
      at: "organization/escalations/shop/levels/1/wait",
      place: { line: 39 },
    });
    expect(locate("dashboards/none")).toBeUndefined();
    expect(locate("shop/overview/latency")?.at).toBe("shop/dashboards/overview/panels/latency");
    expect(locate("shop/api/none")?.at).toBe("shop/api");
    expect(locate("nowhere/api")).toBeUndefined();
  });
});

/** Puts a word in the place of the `at`th word of a file, counted around. */
function rewrite(path: string, at: number, word: string): void {
  const parts = readFileSync(path, "utf8").split(/([\w%/.-]+)/);
  const index = (2 * at + 1) % Math.max(2, parts.length - 1);
  parts[index % 2 === 1 ? index : index + 1] = word;
  writeFileSync(path, parts.join(""));
}

test("whatever is written in the place of a word, a catalog loads and resolves or has problems", () => {
  const words = [
    "[]",
    "{}",
    "~",
    "0",
    "-1",
    ".inf",
    ".nan",
    "1e999",
    "''",
    "constructor",
    "toString",
    "*a",
    "&a x",
    "!!set {x}",
    "100%",
    "0%",
    "0s",
    "1w",
    "0/h",
    "[{}]",
    "{ a: b }",
    "prod",
    "shop",
    "api/requests",
    "\t",
    "'",
    "- x",
  ];
  const edits = withCatalog([], (catalog) => {
    const { files } = loadCatalog(catalog);
    return files.map((file) => file.slice(catalog.length + 1));
  });
  const edit = fc.record({ file: fc.constantFrom(...edits), at: fc.nat({ max: 400 }), word: fc.constantFrom(...words) });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (changes) => {
      withCatalog([], (catalog) => {
        for (const { file, at, word } of changes) rewrite(join(catalog, file), at, word);
        const loaded = loadCatalog(catalog);
        expect(loaded.catalog !== undefined || loaded.problems.length > 0).toBe(true);
        for (const environment of Object.keys(loaded.catalog?.organization.environments ?? {})) {
          if (loaded.catalog) expect(resolve(loaded.catalog, environment).environment.id).toBe(environment);
        }
      });
    }),
    { numRuns: 400 },
  );
});

test("a label may have the name of a method that every object has", () => {
  const edits = [
    { file: "systems/shop.yaml", replace: "where: { service: api }", with: "where: { service: api, toString: x }" },
    { file: "organization.yaml", replace: "labels: [service, instance]", with: "labels: [service, instance, toString]" },
  ];
  withCatalog(edits, (directory) => {
    const { catalog, problems } = loadCatalog(directory);
    expect(problems).toEqual([]);
    const [metric] = catalog ? (resolve(catalog, "prod").systems[0]?.services[0]?.metrics ?? []) : [];
    expect(Object.entries(metric?.where ?? {})).toContainEqual(["toString", { is: "x" }]);
  });
});

test("an organization that cannot be read does not hide the faults of a system", () => {
  const edits: Edit[] = [
    { file: "organization.yaml", write: "organization: [" },
    { file: "systems/shop.yaml", replace: "name: API", with: "naem: API" },
  ];
  expect(withCatalog(edits, (catalog) => loadCatalog(catalog).problems.map(({ code }) => code))).toEqual(["yaml-syntax", "unknown-key"]);
});
