import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { jsonSchemas, schemaDirectory } from "../../model/json-schema.ts";

test("the JSON Schemas that editors read are those of the code; `node model/json-schema.ts` writes them anew", () => {
  const written = readdirSync(schemaDirectory).sort();
  expect(written).toEqual(
    jsonSchemas()
      .map(({ name }) => name)
      .sort(),
  );
  for (const { name, text } of jsonSchemas()) expect(readFileSync(join(schemaDirectory, name), "utf8"), name).toBe(text);
});

test("every catalog file names the schema that it follows, and the path leads there", () => {
  const root = join(import.meta.dirname, "..", "..");
  for (const catalog of ["catalog", "test/catalog"])
    for (const file of ["organization.yaml", ...readdirSync(join(root, catalog, "systems")).map((name) => `systems/${name}`)]) {
      const [first = ""] = readFileSync(join(root, catalog, file), "utf8").split("\n");
      const path = /^# yaml-language-server: \$schema=(\S+)$/.exec(first)?.[1];
      const expected = file === "organization.yaml" ? "organization" : "system";
      expect(path && join(root, catalog, file, "..", path), file).toBe(join(schemaDirectory, `${expected}.schema.json`));
    }
});
