import type { z } from "zod";
import { parseDuration, parseRate, parseShare } from "../quantity.ts";
import type { Provenance } from "../resolved.ts";
import { alternativeOf, type Bare, type Derived, definitionOf, isUnordered, type Meanings, meaningOf } from "../schema/meaning.ts";
import { entriesOf, mapEntries, need } from "./entries.ts";
import { matchersOf } from "./matchers.ts";

/** Entries that a text may refer to, by their ids. */
export type Known = { readonly [M in keyof Meanings]?: { get(id: string): Meanings[M] | undefined } };

const quantities: { readonly [M in keyof Meanings]?: (written: never) => Meanings[M] } = {
  duration: parseDuration,
  share: parseShare,
  rate: parseRate,
  filter: matchersOf,
  nothing: () => undefined,
};

/**
 * An entry as `resolve` gives it: what its texts stand for in their place, references followed. What an entry means beyond
 * its keys is added by hand.
 *
 * @param written of a checked catalog; keys that the schema does not have are left out
 * @throws Error where it refers to what is not known, which the checks refuse
 */
export function derive<S extends z.ZodObject>(schema: S, written: z.output<S>, known: Known): Derived<z.output<S>> {
  return fieldsOf(schema.shape, written, known) as Derived<z.output<S>>;
}

/** Entries of a map by id, in the order of their oldest ids, without the reasons for them. */
export function entriesBy<S extends z.ZodObject>(
  schema: S,
  written: Readonly<Record<string, z.output<S>>>,
  known: Known,
): Map<string, { readonly id: string } & Bare<z.output<S>>> {
  return mapEntries(written, (id, entry) => {
    const { source, correction, decision, ...own } = derive(schema, entry, known) as Derived<z.output<S>> & Partial<Provenance>;
    return { id, ...(own as Bare<z.output<S>>) };
  });
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(shape: Readonly<Record<string, z.core.$ZodType>>, written: Fields, known: Known): Fields {
  const fields = Object.entries(shape).map(([key, schema]) => [camel(key), resolved(schema, written[key], known)] as const);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

const camel = (key: string): string => key.replace(/-(.)/g, (_hyphen, letter: string) => letter.toUpperCase());

function resolved(schema: z.core.$ZodType, written: unknown, known: Known): unknown {
  if (written === undefined) return unwritten(schema);
  const means = meaningOf(schema);
  if (means) return quantities[means] ? quantities[means](written as never) : need(known[means] ?? new Map(), String(written), means);
  const def = definitionOf(schema);
  switch (def.type) {
    case "optional":
    case "default":
    case "prefault":
      return resolved(def.innerType, written, known);
    case "union":
      return resolved(alternativeOf(def.options, written), written, known);
    case "array": {
      const items = isUnordered(schema) ? inOrder(def.element, written as string[]) : (written as unknown[]);
      return items.map((item) => resolved(def.element, item, known));
    }
    case "object":
      return fieldsOf(def.shape, written as Fields, known);
    case "record":
      return definitionOf(def.valueType).type === "object"
        ? entriesOf(written as Fields).map(([id, entry]) => ({ id, ...(resolved(def.valueType, entry, known) as object) }))
        : Object.fromEntries(Object.entries(written as Fields).map(([key, entry]) => [key, resolved(def.valueType, entry, known)]));
    default:
      return written;
  }
}

/** A list is empty, a flag is false, and else there is nothing. */
function unwritten(schema: z.core.$ZodType): [] | false | undefined {
  const def = definitionOf(schema);
  const type = def.type === "optional" ? definitionOf(def.innerType).type : undefined;
  return type === "array" ? [] : type === "literal" ? false : undefined;
}

/** Each once, in the order of the schema's words, or by text. */
function inOrder(element: z.core.$ZodType, written: readonly string[]): string[] {
  const def = definitionOf(element);
  return def.type === "enum"
    ? Object.values(def.entries)
        .map(String)
        .filter((word) => written.includes(word))
    : [...new Set(written)].sort();
}
