import { z } from "zod";
import { incidents } from "./schema/incidents.ts";
import { organizationSchema } from "./schema/organization.ts";
import { systemSchema } from "./schema/system.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Name and text of every JSON Schema file: what editors check while a catalog is written, from the very schemas that the loader uses. */
export function jsonSchemas(vocabulary: Vocabulary): { readonly name: string; readonly text: string }[] {
  const schemas = { incidents, organization: organizationSchema(vocabulary), system: systemSchema(vocabulary) };
  return Object.entries(schemas).map(([name, schema]) => {
    const made = z.toJSONSchema(schema, { io: "input", reused: "ref" });
    return { name: `${name}.schema.json`, text: `${JSON.stringify({ title: `slostack ${name}`, ...made }, null, 2)}\n` };
  });
}
