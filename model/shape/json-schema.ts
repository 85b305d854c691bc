import type { z } from "zod";
import { isMap, member, type Path } from "../document.ts";

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The schemas that may apply at a path: several where a union lies above it. */
export function schemasAt(json: JsonSchema, path: Path): JsonSchema[] {
  let found = alternatives(json);
  for (const step of path) found = found.flatMap((schema) => below(schema, step)).flatMap(alternatives);
  return found;
}

function alternatives(schema: JsonSchema): JsonSchema[] {
  return schema.anyOf ? schema.anyOf.filter(isSchema).flatMap(alternatives) : [schema];
}

/** The schema of a key, or of an item of a list. */
export function below(schema: JsonSchema, step: string | number): JsonSchema[] {
  const next = typeof step === "number" ? schema.items : (member(schema.properties, step) ?? schema.additionalProperties);
  return isSchema(next) ? [next] : [];
}

export function isSchema(value: unknown): value is JsonSchema {
  return isMap(value);
}

/** The keys that may be written at a path. */
export function propertiesAt(json: JsonSchema, path: Path): string[] {
  return schemasAt(json, path).flatMap((schema) => Object.keys(schema.properties ?? {}));
}

/** The innermost named entry around a path: a metric, an SLO, an override; not a label of a filter. */
export function enclosingEntry(json: JsonSchema, path: Path): Path | undefined {
  for (let length = path.length; length > 0; length--) {
    const entry = path.slice(0, length);
    const isEntry = schemasAt(json, entry.slice(0, -1)).some(
      (schema) => isSchema(schema.additionalProperties) && alternatives(schema.additionalProperties).every((one) => one.properties),
    );
    if (isEntry) return entry;
  }
  return undefined;
}
