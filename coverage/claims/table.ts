import type { Claim } from "../claim.ts";
import type { Stack } from "../stack.ts";

/** Path in a file of the catalog, `*` for an id of its own, to what stands for such an entry. The ids come in order. */
export type Table = Readonly<Record<string, (stack: Stack, ids: readonly string[]) => readonly Claim[]>>;

/** The row of a path, with the ids in it. */
export function rowOf<Row>(
  table: Readonly<Record<string, Row>>,
  path: readonly string[],
): { readonly row: Row; readonly ids: readonly string[] } | undefined {
  for (const [pattern, row] of Object.entries(table)) {
    const parts = pattern.split("/");
    if (parts.length === path.length && parts.every((part, index) => part === "*" || part === path[index]))
      return { row, ids: path.filter((_, index) => parts[index] === "*") };
  }
  return undefined;
}
