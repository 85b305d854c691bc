import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { incidents } from "./schema/incidents.ts";
import { organization } from "./schema/organization.ts";
import { system } from "./schema/system.ts";

/** What editors check while a catalog is written: made from the very schemas that the loader uses. */
const schemas = {
  "incidents.schema.json": { title: "slostack incidents", schema: incidents },
  "organization.schema.json": { title: "slostack organization", schema: organization },
  "system.schema.json": { title: "slostack system", schema: system },
} as const;

/** Name and text of every JSON Schema file. */
export function jsonSchemas(): { readonly name: string; readonly text: string }[] {
  return Object.entries(schemas).map(([name, { title, schema }]) => {
    const made = z.toJSONSchema(schema, { io: "input", reused: "ref" });
    return { name, text: `${JSON.stringify({ title, ...made }, null, 2)}\n` };
  });
}

/** Where the files lie, from the root of the project. */
export const schemaDirectory = join(import.meta.dirname, "..", "docs", "schema");

if (import.meta.main) {
  mkdirSync(schemaDirectory, { recursive: true });
  for (const { name, text } of jsonSchemas()) writeFileSync(join(schemaDirectory, name), text);
}
