import type { Claim } from "../claim.ts";
import type { Stack } from "../stack.ts";

/** What stands for an entry beyond the objects that answer it. The ids come in order. */
type Row = (stack: Stack, ids: readonly string[]) => readonly Claim[];

/** Path in a file of the catalog, `*` for an id of its own, to what stands for such an entry. */
export type Table = Readonly<Record<string, Row>>;

/** The objects that answer it are all that carries such an entry. */
export const noMore: Row = () => [];

/** The row of a path, with the ids in it. */
export function rowOf(table: Table, path: readonly string[]): { readonly row: Row; readonly ids: readonly string[] } | undefined {
  for (const [pattern, row] of Object.entries(table)) {
    const parts = pattern.split("/");
    if (parts.length === path.length && parts.every((part, index) => part === "*" || part === path[index]))
      return { row, ids: path.filter((_, index) => parts[index] === "*") };
  }
  return undefined;
}
