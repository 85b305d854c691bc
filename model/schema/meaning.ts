import { z } from "zod";
import type { Path } from "../document.ts";
import type { Meanings } from "../resolved/meanings.ts";

/** What the texts of a catalog stand for is written beside them, once: checks follow it, and `resolve` replaces the text by it. */
const meanings = z.registry<{ readonly means: keyof Meanings }>();

declare const meaning: unique symbol;
/** A written value that stands for another; any text may be written where one is due. */
export type Meant<T, M extends keyof Meanings> = T & { readonly [meaning]?: M };
/** What a written value stands for. */
export type MeaningOf<T> = T extends { readonly [meaning]?: infer M extends keyof Meanings } ? Meanings[M] : never;
export type HasMeaning<T> = typeof meaning extends keyof T ? true : false;

/** The same schema, whose values stand for something. It is a schema of its own: a JSON Schema has no reference from one to the other. */
export function means<T, M extends keyof Meanings>(schema: z.ZodType<T>, of: M): z.ZodType<Meant<T, M>> {
  const own = schema.clone({ ...schema.def });
  meanings.add(own, { means: of });
  return own as never;
}

export const meaningOf = (schema: z.core.$ZodType): keyof Meanings | undefined => meanings.get(schema)?.means;

/** What a schema is made of, once it is known to be one of the library's own. */
export const definitionOf = (schema: z.core.$ZodType) => (schema as z.core.$ZodTypes)._zod.def;

/** The alternative of a union that a checked value is of. */
export function alternativeOf(options: readonly z.core.$ZodType[], value: unknown): z.core.$ZodType {
  const found = options.find((option) => z.core.safeParse(option, value).success);
  if (!found) throw new Error("the value is of no alternative: it was not checked");
  return found;
}

export interface Found {
  readonly path: Path;
  readonly means: keyof Meanings;
  readonly value: unknown;
}

/** Everything in a checked value that stands for something; a key of a map is at its own path. */
export function meaningsIn(schema: z.core.$ZodType, value: unknown, path: Path = []): Found[] {
  if (value === undefined) return [];
  const own = meaningOf(schema);
  if (own) return [{ path, means: own, value }];
  const entries = typeof value === "object" ? Object.entries(value ?? {}) : [];
  const def = definitionOf(schema);
  switch (def.type) {
    case "optional":
    case "default":
      return meaningsIn(def.innerType, value, path);
    case "union":
      return meaningsIn(alternativeOf(def.options, value), value, path);
    case "array":
      return entries.flatMap(([index, item]) => meaningsIn(def.element, item, [...path, Number(index)]));
    case "object":
      return entries.flatMap(([key, one]) => (def.shape[key] ? meaningsIn(def.shape[key], one, [...path, key]) : []));
    case "record":
      return entries.flatMap(([key, one]) => {
        const at = [...path, key];
        return [...meaningsIn(def.keyType, key, at), ...meaningsIn(def.valueType, one, at)];
      });
    default:
      return [];
  }
}
