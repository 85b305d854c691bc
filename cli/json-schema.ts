import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { vocabulary } from "../language.ts";
import { jsonSchemas } from "../model/json-schema.ts";

/** Writes the JSON Schemas of the catalog's files, which editors read (`npm run schema`). */
const directory = join(import.meta.dirname, "..", "docs", "schema");
mkdirSync(directory, { recursive: true });
for (const { name, text } of jsonSchemas(vocabulary)) writeFileSync(join(directory, name), text);
