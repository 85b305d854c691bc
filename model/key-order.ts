import type { z } from "zod";
import { isMap } from "./document.ts";
import { definitionOf } from "./schema/meaning.ts";

/**
 * A value with the keys of its entries in the order in which the schema declares them. Ids, which the schema does not know, keep
 * theirs; so do unknown keys, after the others.
 */
export function inKeyOrder(schema: z.core.$ZodType, value: unknown): unknown {
  const def = definitionOf(schema);
  switch (def.type) {
    case "optional":
    case "default":
    case "prefault":
      return inKeyOrder(def.innerType, value);
    case "union":
      return inKeyOrder(nearestOf(def.options, value), value);
    case "array":
      return Array.isArray(value) ? value.map((item) => inKeyOrder(def.element, item)) : value;
    case "record":
      return isMap(value) ? entriesOf(value, Object.keys(value), () => def.valueType) : value;
    case "object": {
      if (!isMap(value)) return value;
      const { shape } = def;
      const known = Object.keys(shape).filter((key) => Object.hasOwn(value, key));
      const unknown = Object.keys(value).filter((key) => !Object.hasOwn(shape, key));
      return entriesOf(value, [...known, ...unknown], (key) => (Object.hasOwn(shape, key) ? shape[key] : undefined));
    }
    default:
      return value;
  }
}

function entriesOf(
  value: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  schemaOf: (key: string) => z.core.$ZodType | undefined,
): Record<string, unknown> {
  return Object.fromEntries(
    keys.map((key) => {
      const schema = schemaOf(key);
      return [key, schema ? inKeyOrder(schema, value[key]) : value[key]];
    }),
  );
}

/** The alternative that a value comes nearest to: it may be faulty, and then it is of none. */
function nearestOf(options: readonly z.core.$ZodType[], value: unknown): z.core.$ZodType {
  const [first, ...others] = options.map((option) => ({ option, near: nearness(option, value) }));
  if (!first) throw new Error("a union has alternatives");
  return others.reduce((best, one) => (one.near > best.near ? one : best), first).option;
}

/** How many keys of a value a schema knows; a word that the schema fixes, such as `kind`, decides. */
function nearness(schema: z.core.$ZodType, value: unknown): number {
  const def = definitionOf(schema);
  switch (def.type) {
    case "optional":
    case "default":
    case "prefault":
      return nearness(def.innerType, value);
    case "union":
      return Math.max(...def.options.map((option) => nearness(option, value)));
    case "array":
      return Array.isArray(value) ? 1 : 0;
    case "record":
      return isMap(value) ? 1 : 0;
    case "object": {
      if (!isMap(value)) return 0;
      const known = Object.entries(def.shape).filter(([key]) => Object.hasOwn(value, key));
      return known.reduce((sum, [key, one]) => sum + 1 + literal(one, value[key]), 1);
    }
    default:
      return 0;
  }
}

function literal(schema: z.core.$ZodType, value: unknown): number {
  const def = definitionOf(schema);
  if (def.type !== "literal") return 0;
  return (def.values as readonly unknown[]).includes(value) ? 100 : -100;
}
