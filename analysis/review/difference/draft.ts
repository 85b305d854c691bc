import type { Direction } from "../../../model/resolved.ts";
import type { Pair, Subject } from "../change.ts";
import type { Context } from "./context.ts";
import type { Kind, Kinds, Paired } from "./kinds.ts";

/** A change of one entry, before it is known whose it is. */
export interface Draft {
  readonly what: string;
  readonly direction: Direction;
  readonly means?: readonly string[];
  readonly about?: Subject;
  /** where it blinds: the alerts that see nothing any more, though their queries stay as they were */
  readonly lost?: readonly Pair[];
  /** the alerts that it moves */
  readonly alerts?: readonly Pair[];
  /** it decides who is paged, though no alert moves */
  readonly pages?: boolean;
  /** it decides who may approve: those who approve own it */
  readonly approval?: true;
}

/** A change with the entry at which it stands. */
export interface Told {
  readonly draft: Draft;
  readonly paired: Paired;
  /** where the draft does not say */
  readonly about: Subject;
}

type KeysOf<T> = T extends unknown ? keyof T : never;
type ValueOf<T, K> = T extends unknown ? (K extends keyof T ? T[K] : undefined) : never;

/** How a field of an entry is told. */
export interface Field<V> {
  /** as the catalog calls it; else the field's own name as words */
  readonly word?: string;
  readonly show?: (value: NonNullable<V>) => string;
  /** by what alerts detect where `seen`, and looser where another vendor decides that; else by its values, or neutral */
  readonly direction?: "seen" | "seen elsewhere" | "looser" | ((before: V, after: V) => Direction);
  readonly means?: (before: V, after: V) => readonly string[];
  readonly about?: Subject;
  readonly approval?: true;
  /** it decides who is paged */
  readonly pages?: true;
  /** the alerts of the entry move with it */
  readonly moves?: true;
}

/** `derived`: said by another entry, or of no meaning by itself. */
export type Fields<T> = { readonly [K in KeysOf<T>]?: Field<ValueOf<T, K>> | "derived" };

/** How entries of a kind are compared. */
export interface EntryDiffer<K extends Kind> {
  readonly about: Subject;
  /** a new or removed one in words, without its path */
  readonly name: (value: Kinds[K], context: Context) => string;
  /** of one that was added or removed; undefined: the direction of its alerts, or neutral */
  readonly addedOrRemoved?: (one: Paired<K>, context: Context) => Draft | undefined;
  readonly fields?: Fields<Kinds[K]>;
  /** what several fields mean together; those in `takes` are said by it alone */
  readonly changes?: (one: Both<K>, context: Context) => readonly Draft[];
  readonly takes?: readonly KeysOf<Kinds[K]>[];
}

/** An entry that is there at base and at head. */
export interface Both<K extends Kind> {
  readonly paired: Paired<K>;
  readonly before: Kinds[K];
  readonly after: Kinds[K];
}
