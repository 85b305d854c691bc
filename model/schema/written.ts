import { z } from "zod";
import { once } from "../once.ts";
import { definitionOf } from "./meaning.ts";
import { parameterPattern } from "./parameter.ts";

/*
 * Schemas of entries that are not whole yet. Editors and types follow them; the loader puts the entries together first, and holds
 * the result against the schemas that these are made of.
 */

/** How a schema is made anew from the inside. */
interface Change {
  /** of a value that one writes whole */
  readonly leaf: (schema: z.ZodType) => z.ZodType;
  /** of the value of a key */
  readonly field: (schema: z.ZodType) => z.ZodType;
  /** whether items of lists change as well */
  readonly items: boolean;
}

const reference = z.string().regex(parameterPattern, "a parameter such as $fast").describe("a parameter of the profile");

/** An entry in which any whole value may be a parameter of the profile. */
export const withParameters = changing("with parameters", {
  leaf: (schema) => z.union([schema, reference]),
  field: (schema) => schema,
  items: true,
});

/** What a service says of an entry that a profile has: single values of it. */
export const inPart = changing("in part", { leaf: (schema) => schema, field: (schema) => schema.optional(), items: false });

/**
 * The same schema becomes the same again: JSON Schemas write what is used twice once.
 *
 * @param comment what the schema of an entry says of itself in JSON, which the types of a catalog follow
 */
function changing(comment: "in part" | "with parameters", change: Change): (schema: z.ZodType) => z.ZodType {
  const changed: (schema: z.ZodType) => z.ZodType = once((schema) => described(changedInside(schema, change, changed), schema.description));
  return (schema) => changed(schema).meta({ $comment: comment });
}

const described = (schema: z.ZodType, text: string | undefined): z.ZodType => (text === undefined ? schema : schema.describe(text));

function changedInside(schema: z.ZodType, change: Change, changed: (schema: z.ZodType) => z.ZodType): z.ZodType {
  const inner = (one: z.core.$ZodType) => changed(one as z.ZodType);
  const def = definitionOf(schema);
  switch (def.type) {
    case "optional":
    case "default":
      return inner(def.innerType).optional();
    case "object":
      return z.strictObject(Object.fromEntries(Object.entries(def.shape).map(([key, one]) => [key, change.field(inner(one))])));
    case "record":
      return change.leaf(z.record(def.keyType as z.ZodType<string, string>, inner(def.valueType)));
    case "union": {
      const [first, ...others] = def.options.map(inner);
      return first ? z.union([first, ...others]) : schema;
    }
    case "array":
      return change.items ? change.leaf(schema.clone({ ...def, element: inner(def.element) } as never)) : schema;
    case "tuple":
      return change.items ? change.leaf(z.tuple(def.items.map(inner) as never)) : schema;
    default:
      return change.leaf(schema);
  }
}
