import type Fraction from "fraction.js";
import { z } from "zod";
import type { Window } from "../calendar-window.ts";
import type { Path } from "../document.ts";
import { once } from "../once.ts";

/** What a written value stands for, by the word that its schema has for it. Each kind of entry adds itself where its type is. */
export interface Meanings {
  /** seconds */
  readonly duration: number;
  readonly window: Window;
  readonly share: Fraction;
  /** events per second */
  readonly rate: Fraction;
  /** service/signal, in the same system */
  readonly "signal path": string;
  /** service/signal in the same system, or system/service/signal */
  readonly "member path": string;
  /** id of an environment */
  readonly environment: string;
  /** a word such as `never`: the key has no value */
  readonly nothing: undefined;
}

/** What the texts of a catalog stand for is written beside them, once: checks follow it, and `resolve` replaces the text by it. */
const meanings = z.registry<{ readonly means?: keyof Meanings; readonly unordered?: true }>();

declare const meaning: unique symbol;
/** A written value that stands for another; any text may be written where one is due. */
export type Meant<T, M extends keyof Meanings> = T & { readonly [meaning]?: M };

type Camel<Key> = Key extends `${infer Head}-${infer Rest}` ? `${Head}${Capitalize<Camel<Rest>>}` : Key;
type WordOf<T> = T extends unknown
  ? typeof meaning extends keyof T
    ? T extends { readonly [meaning]?: infer M }
      ? M
      : never
    : never
  : never;
type ValueOf<T> = T extends unknown
  ? typeof meaning extends keyof T
    ? Meanings[WordOf<T> & keyof Meanings]
    : T extends readonly (infer Item)[]
      ? readonly ValueOf<Item>[]
      : T extends object
        ? string extends keyof T
          ? MembersOf<T[keyof T]>
          : Derived<T>
        : T extends true
          ? boolean
          : T
  : never;
type MembersOf<T> = T extends readonly unknown[] | string
  ? Readonly<Record<string, ValueOf<T>>>
  : T extends object
    ? readonly ({ readonly id: string } & Derived<T>)[]
    : Readonly<Record<string, T>>;

/** Whether a key has a value when it is not written, and whether it has one when it is. */
type Presence<T> = [Exclude<T, undefined>] extends [readonly unknown[] | true]
  ? "always"
  : "nothing" extends WordOf<T>
    ? "rarely"
    : "as written";
type With<T, P> = { [Key in keyof T as Presence<T[Key]> extends P ? Key : never]: T[Key] };
type Values<T> = { readonly [Key in keyof T as Camel<Key>]: Exclude<ValueOf<Exclude<T[Key], undefined>>, undefined> };

/**
 * An entry as `resolve` gives it, from its schema's output: keys in camel case, what texts stand for in their place, maps of
 * entries as lists in the order of their oldest ids. A list that is not written is empty, and a flag is false.
 */
export type Derived<T> = Values<Required<With<T, "always">>> & Values<Partial<With<T, "rarely">>> & Values<With<T, "as written">>;
/** The same of what people and vendors have: no object tells why it is as it is. */
export type Bare<T> = Omit<Derived<T>, "source" | "correction" | "decision">;

/** The same schema, whose values stand for something. It is a schema of its own: a JSON Schema has no reference from one to the other. */
export function means<T, M extends keyof Meanings>(schema: z.ZodType<T>, of: M): z.ZodType<Meant<T, M>> {
  const own = schema.clone({ ...schema.def });
  meanings.add(own, { means: of });
  return own as never;
}

/** A list of texts whose order and repetitions mean nothing. */
export function unordered<T extends z.ZodType<readonly string[]>>(list: T): T {
  const own = list.clone({ ...list.def });
  meanings.add(own, { unordered: true });
  return own;
}
export const isUnordered = (schema: z.core.$ZodType): boolean => meanings.get(schema)?.unordered === true;

export const meaningOf = (schema: z.core.$ZodType): keyof Meanings | undefined => meanings.get(schema)?.means;

/** What a schema is made of, once it is known to be one of the library's own. */
export const definitionOf = (schema: z.core.$ZodType) => (schema as z.core.$ZodTypes)._zod.def;

/**
 * The alternative of a union that a checked value is of: the first one that accepts it. Most are told apart by their keys, so that few
 * need a look at the value itself.
 */
export function alternativeOf(options: readonly z.core.$ZodType[], value: unknown): z.core.$ZodType {
  const near = options.filter((option) => hasKeysOf(option, value));
  const found = near.length === 1 ? near[0] : near.find((option) => z.core.safeParse(option, value).success);
  if (!found) throw new Error("the value is of no alternative: it was not checked");
  return found;
}

/** Whether a value can be of a schema, as far as its keys tell. */
function hasKeysOf(schema: z.core.$ZodType, value: unknown): boolean {
  const def = definitionOf(schema);
  if (def.type !== "object") return true;
  if (typeof value !== "object" || value === null) return false;
  const isClosed = def.catchall?._zod.def.type === "never";
  return (
    Object.entries(def.shape).every(([key, { _zod }]) => _zod.optin !== undefined || Object.hasOwn(value, key)) &&
    !(isClosed && Object.keys(value).some((key) => !Object.hasOwn(def.shape, key)))
  );
}

export interface Found {
  readonly path: Path;
  readonly means: keyof Meanings;
  readonly value: unknown;
}

/** Everything in a checked value that stands for something; a key of a map is at its own path. */
export function meaningsIn(schema: z.core.$ZodType, value: unknown): Found[] {
  const found: Found[] = [];
  collect(schema, value, [], found);
  return found;
}

function collect(schema: z.core.$ZodType, value: unknown, path: Path, found: Found[]): void {
  if (value === undefined || !holdsMeaning(schema)) return;
  const own = meaningOf(schema);
  if (own) {
    found.push({ path, means: own, value });
    return;
  }
  const entries = typeof value === "object" ? Object.entries(value ?? {}) : [];
  const def = definitionOf(schema);
  switch (def.type) {
    case "optional":
    case "default":
    case "prefault":
      collect(def.innerType, value, path, found);
      break;
    case "union":
      collect(alternativeOf(def.options, value), value, path, found);
      break;
    case "array":
      for (const [index, item] of entries) collect(def.element, item, [...path, Number(index)], found);
      break;
    case "object":
      for (const [key, one] of entries) if (def.shape[key]) collect(def.shape[key], one, [...path, key], found);
      break;
    case "record":
      for (const [key, one] of entries) {
        const at = [...path, key];
        collect(def.keyType, key, at, found);
        collect(def.valueType, one, at, found);
      }
  }
}

/** Whether anything below a schema stands for something: what does not is not walked. */
const holdsMeaning: (schema: z.core.$ZodType) => boolean = once(
  (schema) => meaningOf(schema) !== undefined || partsOf(schema).some(holdsMeaning),
);

function partsOf(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const def = definitionOf(schema);
  switch (def.type) {
    case "optional":
    case "default":
    case "prefault":
      return [def.innerType];
    case "union":
      return def.options;
    case "array":
      return [def.element];
    case "object":
      return Object.values(def.shape);
    case "record":
      return [def.keyType, def.valueType];
    default:
      return [];
  }
}
