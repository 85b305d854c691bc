import type { z } from "zod";
import { parseWindow } from "../calendar-window.ts";
import { once } from "../once.ts";
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
  window: parseWindow,
  environment: (written: string) => written,
  "signal path": (written: string) => written,
  "member path": (written: string) => written,
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
  return resolverOf(schema)(written as never, known) as Derived<z.output<S>>;
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
type Resolver = (written: never, known: Known) => unknown;

const resolverOf: (schema: z.core.$ZodType) => Resolver = once(makeResolver);

function makeResolver(schema: z.core.$ZodType): Resolver {
  const means = meaningOf(schema);
  if (means) return quantities[means] ?? ((id: string, known) => need(known[means] ?? new Map(), id, means));
  const def = definitionOf(schema);
  switch (def.type) {
    case "optional": {
      const inner = resolverOf(def.innerType);
      const { type } = definitionOf(def.innerType);
      const unwritten = type === "array" ? [] : type === "literal" ? false : undefined;
      return (written, known) => (written === undefined ? unwritten : inner(written, known));
    }
    case "default":
    case "prefault":
      return resolverOf(def.innerType);
    case "union":
      return (written, known) => resolverOf(alternativeOf(def.options, written))(written, known);
    case "array": {
      const inner = resolverOf(def.element);
      const inOrder = isUnordered(schema) ? orderOf(def.element) : (items: readonly never[]) => items;
      return (written: readonly never[], known) => inOrder(written).map((item) => inner(item, known));
    }
    case "object": {
      const fields = Object.entries(def.shape).map(([key, inner]) => [key, camel(key), resolverOf(inner)] as const);
      return (written: Readonly<Record<string, never>>, known) => {
        const values = fields.map(([key, name, inner]) => [name, inner(written[key] as never, known)] as const);
        return Object.fromEntries(values.filter(([, value]) => value !== undefined));
      };
    }
    case "record": {
      const inner = resolverOf(def.valueType);
      const holdsEntries = definitionOf(def.valueType).type === "object";
      return (written: Readonly<Record<string, never>>, known) =>
        holdsEntries
          ? entriesOf(written).map(([id, entry]) => ({ id, ...(inner(entry, known) as Fields) }))
          : Object.fromEntries(Object.entries(written).map(([key, entry]) => [key, inner(entry, known)]));
    }
    default:
      return (written) => written;
  }
}

const camel = (key: string): string => key.replace(/-(.)/g, (_hyphen, letter: string) => letter.toUpperCase());

/** Each once, in the order of the schema's words, or by text. */
function orderOf(element: z.core.$ZodType): (written: readonly string[]) => readonly never[] {
  const def = definitionOf(element);
  const words = def.type === "enum" ? Object.values(def.entries).map(String) : undefined;
  return (written) => (words?.filter((word) => written.includes(word)) ?? [...new Set(written)].sort()) as never[];
}
