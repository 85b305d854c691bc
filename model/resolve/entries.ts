import { oldestId } from "../ids.ts";
import type { Identified, Provenance } from "../resolved.ts";

/**
 * Entries of a record in the order of their oldest ids: the order of keys in a file means nothing, and a rename moves
 * nothing.
 */
export function entriesOf<T>(record: Readonly<Record<string, T>>): [id: string, entry: T][] {
  return Object.entries(record).sort((one, other) => compare(oldestOf(...one), oldestOf(...other)));
}

function oldestOf(id: string, entry: unknown): string {
  if (typeof entry !== "object" || entry === null || !("formerly" in entry) || !Array.isArray(entry.formerly)) return id;
  return String(entry.formerly[0] ?? id);
}

export function mapEntries<T, R>(record: Readonly<Record<string, T>>, make: (id: string, entry: T) => R): Map<string, R> {
  return new Map(entriesOf(record).map(([id, entry]) => [id, make(id, entry)]));
}

/** By oldest id. */
export function byId(one: Identified, other: Identified): number {
  return compare(oldestId(one), oldestId(other));
}

/** By code units, not by the reader's language: the same everywhere. */
export function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/**
 * An entry that a checked catalog has.
 *
 * @throws Error when it has not: the catalog was not checked
 */
export function need<T>(from: { get(id: string): T | undefined }, id: string, noun: string): T;
export function need<T>(from: Readonly<Record<string, T>>, id: string, noun: string): T;
export function need<T>(from: Readonly<Record<string, T>> | { get(id: string): T | undefined }, id: string, noun: string): T {
  const found = isLookUp(from) ? from.get(id) : Object.hasOwn(from, id) ? from[id] : undefined;
  if (found === undefined) throw new Error(`there is no ${noun} ${JSON.stringify(id)}`);
  return found;
}

function isLookUp<T>(from: object): from is { get(id: string): T | undefined } {
  return "get" in from && typeof from.get === "function";
}

interface Written {
  readonly source?: readonly string[] | undefined;
  readonly correction?: string | undefined;
  readonly decision?: string | undefined;
}

export function provenanceOf({ source, correction, decision }: Written): Provenance {
  return { source: source ?? [], ...(correction === undefined ? {} : { correction }), ...(decision === undefined ? {} : { decision }) };
}

/** A readable text of an id: `page-load` is "page load". */
export function wordsOf(id: string): string {
  return id.replaceAll("-", " ");
}
