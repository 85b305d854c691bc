import type { z } from "zod";
import type { Document } from "./document.ts";

/** A file of the catalog with what could be made of it. */
export interface Part<T> {
  readonly document: Document;
  readonly value: T;
  readonly schema: z.ZodType<T>;
  /** first part of its catalog paths: `organization` or the id of the system */
  readonly prefix: string;
}
