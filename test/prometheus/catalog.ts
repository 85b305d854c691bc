import { join, resolve as resolvePath, sep } from "node:path";
import { type CheckedCatalog, loadCatalog, resolve } from "../../language.ts";
import type { Resolved } from "../../model/resolved.ts";

/** Catalogs that stand in this repository: no test changes them, and each is read once a worker. */
const standing = new Map<string, CheckedCatalog>();
const isStanding = (directory: string): boolean => resolvePath(directory).startsWith(join(import.meta.dirname, "..") + sep);

/** @throws Error with its problems where it has errors */
export function soundCatalog(directory: string): CheckedCatalog {
  const path = resolvePath(directory);
  const known = standing.get(path) ?? readCatalog(directory);
  if (isStanding(directory)) standing.set(path, known);
  return structuredClone(known);
}

function readCatalog(directory: string): CheckedCatalog {
  const { catalog, problems } = loadCatalog(directory);
  if (!catalog) throw new Error(problems.map(({ at, what }) => `${at}: ${what}`).join("\n"));
  return catalog;
}

/** A catalog for one environment, edited before it is resolved. @throws Error with its problems where it has errors. */
export function resolvedCatalog(directory: string, edit: (catalog: CheckedCatalog) => void = () => {}, environment = "prod"): Resolved {
  const edited = soundCatalog(directory);
  edit(edited);
  return resolve(edited, environment);
}
