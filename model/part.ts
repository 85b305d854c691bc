import type { Document } from "./document.ts";
import type { Found } from "./schema/meaning.ts";

/** A file of the catalog with what could be made of it. */
export interface Part<T> {
  readonly document: Document;
  readonly value: T;
  /** everything in it that stands for something */
  readonly meanings: readonly Found[];
  /** first part of its catalog paths: `organization` or the id of the system */
  readonly prefix: string;
}
