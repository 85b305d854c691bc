import { resolve } from "../language.ts";
import type { CheckedCatalog } from "../model/load.ts";
import { nearest } from "../model/nearest.ts";
import type { Resolved } from "../model/resolved.ts";

/** A catalog in each of its environments, in alphabetical order. */
export function inEveryEnvironment(catalog: CheckedCatalog): Resolved[] {
  return Object.keys(catalog.organization.environments)
    .sort()
    .map((environment) => resolve(catalog, environment));
}

/** What to say of an environment that the catalog does not have, with the nearest name; nothing if it has it. */
export function unknownEnvironment(environment: string, { organization }: CheckedCatalog): string | undefined {
  const environments = Object.keys(organization.environments);
  if (environments.includes(environment)) return undefined;
  const meant = nearest(environment, environments);
  const asked = meant === undefined ? "" : `did you mean ${JSON.stringify(meant)}? `;
  return `there is no environment ${JSON.stringify(environment)}; ${asked}the catalog has ${environments.join(", ")}`;
}
