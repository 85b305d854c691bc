import { z } from "zod";
import { incidents } from "./schema/incidents.ts";
import { organizationSchema } from "./schema/organization.ts";
import { writtenProfile } from "./schema/profile.ts";
import { writtenSystemSchema } from "./schema/system.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Name and text of every JSON Schema file: what editors check while a catalog is written, from the very schemas that the loader uses. */
export function jsonSchemas(vocabulary: Vocabulary): { readonly name: string; readonly text: string }[] {
  const schemas = {
    incidents,
    organization: organizationSchema(vocabulary),
    profile: writtenProfile,
    system: writtenSystemSchema(vocabulary),
  };
  return Object.entries(schemas).map(([name, schema]) => {
    const made = jsonSchemaOf(schema, "ref");
    return { name: `${name}.schema.json`, text: `${JSON.stringify({ title: `slostack ${name}`, ...made }, null, 2)}\n` };
  });
}

/** What may be written: what has a default may be left out. @param reused schemas in several places are written once, or in each */
export const jsonSchemaOf = (schema: z.ZodType, reused: "ref" | "inline" = "inline"): z.core.JSONSchema.BaseSchema =>
  z.toJSONSchema(schema, { io: "input", reused });
