import { join } from "node:path";
import { type Carrier, searchOf } from "../../../analysis/coverage/carriers.ts";
import { claimsOf } from "../../../analysis/coverage/claims.ts";
import type { Named } from "../../../analysis/coverage/named.ts";
import { type CatalogObject, type RenderedFile, type Stack, stackOf } from "../../../analysis/coverage/stack.ts";
import { loadCatalog, resolve } from "../../../language.ts";
import { catalogPath } from "../../../model/problem.ts";

/** A catalog of one service in which most kinds of entry name a requirement. */
export const small = join(import.meta.dirname, "small");

/** One environment of it, with objects and files as a test has them. */
export function stackWith(objects: readonly Partial<CatalogObject>[], files: readonly RenderedFile[] = [], environment = "prod"): Stack {
  const { catalog, problems } = loadCatalog(small);
  if (!catalog) throw new Error(problems.map(({ at, what }) => `${at}: ${what}`).join("\n"));
  const all = objects.map((one): CatalogObject => ({ vendor: "", type: "", name: "", from: [], args: {}, ...one }));
  return stackOf(resolve(catalog, environment), all, files);
}

/** An entry by its path in its file, for example `shop` and `services/web/alerts/down`. */
export function entryAt(prefix: string, path: string, ids: readonly string[] = []): Named {
  const parts = path.split("/");
  return { ids, file: `${prefix}.yaml`, line: 1, entry: catalogPath(prefix, parts), prefix, path: parts };
}

export function carriersOf(entry: Named, stack: Stack): Carrier[] {
  return searchOf(stack)(claimsOf(entry, stack) ?? []);
}
