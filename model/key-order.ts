import type { z } from "zod";
import { isMap } from "./document.ts";
import { definitionOf } from "./schema/meaning.ts";

type Schema = z.core.$ZodType;

/** A value with the keys of its entries in their order ({@link keyOrder}). */
export function inKeyOrder(schema: Schema | undefined, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item, index) => inKeyOrder(schemaBelow(schema, value, index), item));
  if (!isMap(value)) return value;
  return Object.fromEntries(
    keyOrder(schema, value, Object.keys(value)).map((key) => [key, inKeyOrder(schemaBelow(schema, value, key), value[key])]),
  );
}

/**
 * The keys of a map in the order in which its schema declares them. Ids, which no schema knows, keep theirs; so do unknown keys, after
 * the others.
 */
export function keyOrder(schema: Schema | undefined, value: unknown, keys: readonly string[]): readonly string[] {
  const def = definitionFor(schema, value);
  if (def?.type !== "object") return keys;
  const known = Object.keys(def.shape).filter((key) => keys.includes(key));
  return [...known, ...keys.filter((key) => !Object.hasOwn(def.shape, key))];
}

/** The schema of what a value holds at a key or place; nothing for what is unknown. */
export function schemaBelow(schema: Schema | undefined, value: unknown, step: string | number): Schema | undefined {
  const def = definitionFor(schema, value);
  switch (def?.type) {
    case "array":
      return def.element;
    case "record":
      return def.valueType;
    case "object":
      return Object.hasOwn(def.shape, step) ? def.shape[step] : undefined;
    default:
      return undefined;
  }
}

/** What a value is described by: of alternatives, the one that it comes nearest to, for it may be faulty and of none. */
function definitionFor(schema: Schema | undefined, value: unknown): ReturnType<typeof definitionOf> | undefined {
  if (!schema) return undefined;
  const def = definitionOf(schema);
  switch (def.type) {
    case "optional":
    case "default":
    case "prefault":
      return definitionFor(def.innerType, value);
    case "union": {
      const [first, ...others] = def.options.map((option) => ({ option, near: nearness(option, value) }));
      return definitionFor(first && others.reduce((best, one) => (one.near > best.near ? one : best), first).option, value);
    }
    default:
      return def;
  }
}

/** How many keys of a value a schema knows; a word that it fixes, such as `kind`, decides. */
function nearness(schema: Schema, value: unknown): number {
  const def = definitionFor(schema, value);
  switch (def?.type) {
    case "array":
      return Array.isArray(value) ? 1 : 0;
    case "record":
      return isMap(value) ? 1 : 0;
    case "object": {
      if (!isMap(value)) return 0;
      const known = Object.entries(def.shape).filter(([key]) => Object.hasOwn(value, key));
      return known.reduce((sum, [key, one]) => sum + 1 + fixed(one, value[key]), 1);
    }
    default:
      return 0;
  }
}

function fixed(schema: Schema, value: unknown): number {
  const def = definitionOf(schema);
  if (def.type !== "literal") return 0;
  return (def.values as readonly unknown[]).includes(value) ? 100 : -100;
}
