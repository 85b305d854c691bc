import Fraction from "fraction.js";
import { oldestId } from "../../../model/ids.ts";
import { decimal } from "../../../model/quantity.ts";

/** What a value of a resolved model comes to, whatever objects it is made of. Entries of the catalog stand as their keys. */
export type Plain = string | number | boolean | undefined | readonly Plain[] | { readonly [key: string]: Plain } | Entry;

/** An entry that stands for itself elsewhere: its key is the same on both sides, even when it was renamed. */
export class Entry {
  readonly key: string;
  readonly id: string;
  constructor(key: string, id: string) {
    this.key = key;
    this.id = id;
  }
}

/** The entries of one side by their objects. */
export type Entries = ReadonlyMap<object, Entry>;

/** @param root the entry itself, which is told by what is in it */
export function plain(value: unknown, entries: Entries, root?: object): Plain {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value !== "object" || value === null) return undefined;
  if (value instanceof Fraction) return decimal(value);
  const entry = value === root ? undefined : entries.get(value);
  if (entry) return entry;
  if (Array.isArray(value)) return value.map((one) => plain(one, entries, root));
  const fields = Object.entries(value)
    .filter(([key, one]) => one !== undefined && key !== "formerly")
    .map(([key, one]): [string, Plain] => [key, key === "id" && isIdentified(value) ? oldestId(value) : plain(one, entries, root)]);
  return Object.fromEntries(fields.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** A renamed part of an entry stays what it was: it has its oldest id. */
function isIdentified(value: object): value is { readonly id: string; readonly formerly: readonly string[] } {
  return "formerly" in value && Array.isArray(value.formerly) && "id" in value && typeof value.id === "string";
}

/** Whether two values mean the same; an absent field is as good as an undefined one. */
export function same(one: Plain, other: Plain): boolean {
  if (typeof one !== "object" || typeof other !== "object") return one === other;
  if (one instanceof Entry || other instanceof Entry) return one instanceof Entry && other instanceof Entry && one.key === other.key;
  if (isList(one) || isList(other))
    return isList(one) && isList(other) && one.length === other.length && one.every((member, index) => same(member, other[index]));
  return Object.keys({ ...one, ...other }).every((key) => same(one[key], other[key]));
}

/** A field's name as words: `autoResolve` is "auto resolve". */
export const words = (key: string): string => key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll("-", " ");

export const isList = (value: object): value is readonly Plain[] => Array.isArray(value);
