import { join } from "node:path";
import { type CheckedCatalog, loadCatalog, resolve } from "../../language.ts";
import type { Resolved } from "../../model/resolved.ts";

const root = join(import.meta.dirname, "..", "..");

/** The catalog of the products for one environment. @param edit changes a copy of it before it is resolved */
export function hastecrm(environment: string, edit: (catalog: CheckedCatalog) => void = () => {}): Resolved {
  const { catalog, problems } = loadCatalog(join(root, "test", "products", "catalog"), join(root, "test", "products", "docs", "runbooks"));
  if (!catalog) throw new Error(problems.map(({ at, what }) => `${at}: ${what}`).join("\n"));
  const edited = structuredClone(catalog);
  edit(edited);
  return resolve(edited, environment);
}
