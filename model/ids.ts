import { createHash } from "node:crypto";

/** Logical names: ids joined by `--`. No environment, threshold or index, so that changing one never moves an object. */
export function logicalName(...ids: readonly string[]): string {
  return ids.join("--");
}

/** `system/service` of the path of what a service has: of an entry, a signal or the service itself. */
export const serviceOf = (path: string): string => path.split("/", 2).join("/");

/**
 * A name of at most `limit` characters: cut names keep a hash of the whole, so that two long names stay apart and the
 * same name is always cut the same way.
 */
export function shorten(name: string, limit: number): string {
  if (name.length <= limit) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return `${name.slice(0, limit - 9)}-${hash}`;
}

/** The id under which the vendor knows an entry that cannot be renamed there: the oldest it ever had. */
export function oldestId(entry: { readonly id: string; readonly formerly: readonly string[] }): string {
  return entry.formerly[0] ?? entry.id;
}

/**
 * The names of an object that is called by several entries: the present one first, then every one that it had while any of
 * them had another id, that with the oldest ids first.
 */
export function everyName(entries: readonly { readonly id: string; readonly formerly: readonly string[] }[]): string[] {
  const ways = entries.reduce<string[][]>(
    (heads, { id, formerly }) => heads.flatMap((head) => [...formerly, id].map((part) => [...head, part])),
    [[]],
  );
  const names = ways.map((ids) => logicalName(...ids));
  return [names.at(-1) ?? "", ...names.slice(0, -1)];
}

/** Every name that an entry had, made by the same rule as its present one: what Pulumi aliases need. */
export function formerNames(entry: { readonly formerly: readonly string[] }, name: (id: string) => string): string[] {
  return entry.formerly.map(name);
}
