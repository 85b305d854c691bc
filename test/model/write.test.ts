import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { vocabulary } from "../../language.ts";
import { loadCatalog as loadAny } from "../../model/load.ts";
import { catalogFiles as filesOf, type WrittenCatalog } from "../../model/write.ts";
import { root } from "../docs/markdown.ts";
import { written } from "./written.ts";

/** Without the types of what one writes: what comes without them is tested, too. */
const loadCatalog = (from: string | WrittenCatalog, runbooks: string | undefined, at: number) => loadAny(vocabulary, from, runbooks, at);
const catalogFiles = (catalog: WrittenCatalog) => filesOf(vocabulary, catalog);

const now = Date.parse("2026-11-30T12:00:00Z");

const base = () =>
  structuredClone(written("test/model/base/catalog")) as object as {
    organization: Record<string, unknown>;
    systems: Record<string, unknown>[];
  };

describe.each(["test/catalog", "test/products/catalog", "test/model/base/catalog"])("%s as an object", (directory) => {
  test("is what its files are", () => {
    const object = loadCatalog(written(directory), undefined, now);
    const files = loadCatalog(join(root, directory), undefined, now);
    expect(object.catalog).toBeDefined();
    expect(object.catalog).toEqual(files.catalog);
    expect(object.problems.map(({ code, at }) => [code, at])).toEqual(files.problems.map(({ code, at }) => [code, at]));
  });

  test("is written as files that are loaded as it is, and written again as they are", () => {
    const folder = mkdtempSync(join(tmpdir(), "written-"));
    try {
      const files = catalogFiles(written(directory));
      for (const { path, text } of files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      expect(loadCatalog(folder, join(root, directory, "../docs/runbooks"), now).catalog).toEqual(
        loadCatalog(join(root, directory), undefined, now).catalog,
      );
      const below = (folder: string) => files.flatMap(({ path, text }) => (path.startsWith(folder) ? [load(text) as object] : []));
      expect(
        catalogFiles({
          organization: load(files[0]?.text ?? "") as object,
          systems: below("systems/"),
          profiles: below("profiles/"),
        }),
      ).toEqual(files);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("the files of an object", () => {
  const textOf = (path: string, catalog: WrittenCatalog) => catalogFiles(catalog).find((file) => file.path === path)?.text;

  test("have the keys in the order of the schema, and ids in the order of the object", () => {
    const system = {
      services: {
        web: {
          slos: { late: { runbook: "down", target: "99.9%", signal: "ok" }, early: { signal: "ok", target: "99%", runbook: "down" } },
          name: "Web",
        },
      },
      policy: "standard",
      name: "Shop",
      system: "shop",
    };
    expect(textOf("systems/shop.yaml", { organization: {}, systems: [system] })).toBe(`system: shop
name: Shop
policy: standard
services:
  web:
    name: Web
    slos:
      late: { signal: ok, target: 99.9%, runbook: down }
      early: { signal: ok, target: 99%, runbook: down }
`);
  });

  test("do not depend on the order of the keys", () => {
    const { organization, systems } = written("test/model/base/catalog");
    const reversed = (value: object) => Object.fromEntries(Object.entries(value).reverse());
    expect(catalogFiles({ organization: reversed(organization), systems: systems.map(reversed) })).toEqual(
      catalogFiles({ organization, systems }),
    );
  });

  test("write a value that is used twice in both places", () => {
    const labels = ["a", "b"];
    const metrics = { one: { counter: "x_total", labels }, two: { counter: "y_total", labels } };
    const text = textOf("systems/shop.yaml", { organization: {}, systems: [{ system: "shop", services: { web: { metrics } } }] });
    expect(text).toContain("one: { counter: x_total, labels: [ a, b ] }\n      two: { counter: y_total, labels: [ a, b ] }");
  });

  test("are called by the ids of their systems, or by their places", () => {
    const systems = [{ system: "shop" }, { system: "../shop" }, { system: "shop" }, {}];
    expect(catalogFiles({ organization: {}, systems }).map(({ path }) => path)).toEqual([
      "organization.yaml",
      "systems/shop.yaml",
      "systems/system-2.yaml",
      "systems/system-3.yaml",
      "systems/system-4.yaml",
    ]);
  });
});

describe("a problem of an object", () => {
  test("names the entry, and the file and line that it would have", () => {
    const catalog = base();
    Object.assign(catalog.systems[0] ?? {}, { owner: "nobody" });
    const { problems, catalog: loaded } = loadCatalog(catalog, undefined, now);
    expect(loaded).toBeUndefined();
    expect(problems).toMatchObject([{ code: "unknown-team", at: "shop/owner", place: { file: "systems/shop.yaml", line: 3, column: 8 } }]);
    expect(catalogFiles(catalog)[1]?.text.split("\n")[2]).toBe("owner: nobody");
  });

  test("is a missing runbook only where a folder is named", () => {
    const empty = mkdtempSync(join(tmpdir(), "runbooks-"));
    try {
      expect(loadCatalog(base(), undefined, now).problems).toEqual([]);
      const missing = loadCatalog(base(), empty, now).problems.filter(({ code }) => code === "missing-runbook");
      expect(missing.length).toBeGreaterThan(0);
      for (const { way } of missing) expect(way).toContain(`write ${empty}/`);
    } finally {
      rmSync(empty, { recursive: true });
    }
  });

  test.each([
    ["a function", () => 1, "a function"],
    ["a date", new Date(0), "a Date"],
    ["a map", new Map(), "a Map"],
    ["a big integer", 1n, "a bigint"],
  ])("is %s, which no file can hold", (_, value, said) => {
    const catalog = base();
    Object.assign(catalog.organization, { notes: value });
    const { problems, catalog: loaded } = loadCatalog(catalog, undefined, now);
    expect(loaded).toBeUndefined();
    expect(problems).toMatchObject([{ code: "wrong-type", at: "organization/notes", what: `"notes" is ${said}` }]);
  });

  test("is a circle", () => {
    const catalog = base();
    Object.assign(catalog.organization, { review: catalog.organization, notes: catalog.organization });
    expect(loadCatalog(catalog, undefined, now).problems.map(({ at, what }) => [at, what])).toEqual([
      ["organization/review", '"review" contains itself'],
      ["organization/notes", '"notes" contains itself'],
    ]);
  });

  test.each([
    ["nothing", {}, ["empty-file", "no-systems"]],
    ["systems by their ids", { organization: base().organization, systems: { shop: {} } }, ["no-systems"]],
    ["a text as a system", { organization: base().organization, systems: ["shop"] }, ["wrong-type"]],
  ])("is told of who writes without types: %s", (_, catalog, codes) => {
    expect(loadCatalog(catalog as never, undefined, now).problems.map(({ code }) => code)).toEqual(expect.arrayContaining(codes));
  });

  test("is not a key without a value, which is left out", () => {
    const catalog = base();
    Object.assign(catalog.organization, { notes: undefined });
    expect(loadCatalog(catalog, undefined, now).problems).toEqual([]);
  });
});
