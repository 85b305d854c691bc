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

/** The entries of both sides by their objects. */
export interface BothEntries {
  readonly before: Entries;
  readonly after: Entries;
}

/** @param root the entry itself, which is told by what is in it */
export function plain(value: unknown, entries: Entries, root?: object): Plain {
  const one = outside(value, entries, root);
  if (typeof one !== "object" || one instanceof Entry) return one;
  if (isList(one)) return one.map((member) => plain(member, entries, root));
  const fields = fieldsIn(one)
    .filter((key) => fieldOf(one, key) !== undefined)
    .map((key): [string, Plain] => [key, plain(fieldOf(one, key), entries, root)]);
  return Object.fromEntries(fields.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/**
 * Whether a value of one side and one of the other come to the same when they are made plain. Of nearly all entries nothing differs,
 * and then nothing is made.
 */
export function alike(
  before: unknown,
  after: unknown,
  entries: BothEntries,
  roots?: { readonly before?: object; readonly after?: object },
): boolean {
  const [one, other] = [outside(before, entries.before, roots?.before), outside(after, entries.after, roots?.after)];
  if (typeof one !== "object" || typeof other !== "object") return one === other;
  if (one instanceof Entry || other instanceof Entry) return one instanceof Entry && other instanceof Entry && one.key === other.key;
  if (isList(one) || isList(other))
    return (
      isList(one) &&
      isList(other) &&
      one.length === other.length &&
      one.every((member, index) => alike(member, other[index], entries, roots))
    );
  const isAlike = (key: string) => alike(fieldOf(one, key), fieldOf(other, key), entries, roots);
  return fieldsIn(one).every(isAlike) && fieldsIn(other).every((key) => Object.hasOwn(one, key) || isAlike(key));
}

/** A value as it is seen from outside: an entry stands as its key, and a fraction as its text. */
function outside(value: unknown, entries: Entries, root?: object): string | number | boolean | undefined | Entry | object {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value !== "object" || value === null) return undefined;
  if (value instanceof Fraction) return decimal(value);
  return (value === root ? undefined : entries.get(value)) ?? value;
}

const fieldsIn = (value: object): string[] => Object.keys(value).filter((key) => key !== "formerly");
const fieldOf = (value: object, key: string): unknown =>
  key === "id" && isIdentified(value) ? oldestId(value) : (value as Readonly<Record<string, unknown>>)[key];

/** A renamed part of an entry stays what it was: it has its oldest id. */
function isIdentified(value: object): value is { readonly id: string; readonly formerly: readonly string[] } {
  return "formerly" in value && Array.isArray(value.formerly) && "id" in value && typeof value.id === "string";
}

/** Whether two plain values are the same; an absent field is as good as an undefined one. */
export const same = (one: Plain, other: Plain): boolean => alike(one, other, noEntries);
const noEntries: BothEntries = { before: new Map(), after: new Map() };

/** A field's name as words: `autoResolve` is "auto resolve". */
export const words = (key: string): string => key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll("-", " ");

export const isList = <T = Plain>(value: object): value is readonly T[] => Array.isArray(value);
