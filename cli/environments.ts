import { resolve } from "../language.ts";
import type { CheckedCatalog } from "../model/load.ts";
import type { Resolved } from "../model/resolved.ts";

/** A catalog in each of its environments, in alphabetical order. */
export function inEveryEnvironment(catalog: CheckedCatalog): Resolved[] {
  return Object.keys(catalog.organization.environments)
    .sort()
    .map((environment) => resolve(catalog, environment));
}
