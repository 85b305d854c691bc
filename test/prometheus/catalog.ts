import { type CheckedCatalog, loadCatalog, resolve } from "../../language.ts";
import type { Resolved } from "../../model/resolved.ts";

/** @throws Error with its problems where it has errors */
export function soundCatalog(directory: string): CheckedCatalog {
  const { catalog, problems } = loadCatalog(directory);
  if (!catalog) throw new Error(problems.map(({ at, what }) => `${at}: ${what}`).join("\n"));
  return catalog;
}

/** A catalog for one environment, edited before it is resolved. @throws Error with its problems where it has errors. */
export function resolvedCatalog(directory: string, edit: (catalog: CheckedCatalog) => void = () => {}, environment = "prod"): Resolved {
  const edited = structuredClone(soundCatalog(directory));
  edit(edited);
  return resolve(edited, environment);
}
