import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { vocabulary } from "../../language.ts";
import { jsonSchemas } from "../../model/json-schema.ts";

const schemaDirectory = join(import.meta.dirname, "..", "..", "docs", "schema");

test("the JSON Schemas that editors read are those of the code; `npm run schema` writes them anew", () => {
  const written = readdirSync(schemaDirectory).sort();
  expect(written).toEqual(
    jsonSchemas(vocabulary)
      .map(({ name }) => name)
      .sort(),
  );
  for (const { name, text } of jsonSchemas(vocabulary)) expect(readFileSync(join(schemaDirectory, name), "utf8"), name).toBe(text);
});

const filesBelow = (catalog: string, folder: string): string[] =>
  existsSync(join(catalog, folder)) ? readdirSync(join(catalog, folder)).map((name) => `${folder}/${name}`) : [];

test("every catalog file names the schema that it follows, and the path leads there", () => {
  const root = join(import.meta.dirname, "..", "..");
  for (const catalog of ["test/products/catalog", "test/catalog"])
    for (const file of [
      "organization.yaml",
      ...filesBelow(join(root, catalog), "systems"),
      ...filesBelow(join(root, catalog), "profiles"),
    ]) {
      const [first = ""] = readFileSync(join(root, catalog, file), "utf8").split("\n");
      const path = /^# yaml-language-server: \$schema=(\S+)$/.exec(first)?.[1];
      const expected = file.includes("/") ? file.slice(0, file.indexOf("s/")) : "organization";
      expect(path && join(root, catalog, file, "..", path), file).toBe(join(schemaDirectory, `${expected}.schema.json`));
    }
});
