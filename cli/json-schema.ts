import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { vocabulary } from "../language.ts";
import { catalogTypes } from "../model/catalog-types.ts";
import { jsonSchemas } from "../model/json-schema.ts";

/** Writes the JSON Schemas of the catalog's files, which editors read, and the types of a catalog in code (`npm run schema`). */
const root = join(import.meta.dirname, "..");
const directory = join(root, "docs", "schema");
mkdirSync(directory, { recursive: true });
for (const { name, text } of jsonSchemas(vocabulary)) writeFileSync(join(directory, name), text);
writeFileSync(join(root, "catalog-types.ts"), catalogTypes(vocabulary));
