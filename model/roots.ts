import { existsSync } from "node:fs";
import { basename, delimiter, dirname, join, relative, resolve } from "node:path";

/** One folder that a catalog is read from. A company whose teams keep their systems in repositories of their own has several. */
export interface Root {
  readonly folder: string;
  /** git revision at which it is read; absent: as it lies there */
  readonly revision?: string;
  /** what the organization calls it under `roots`: the name of the folder, of one called `catalog` that of the folder above */
  readonly name: string;
  /** as people wrote it */
  readonly shown: string;
}

/** Folders as one text, as in `PATH`: whatever takes a catalog's folder takes several. */
export const joinedRoots = (all: readonly string[]): string => all.join(delimiter);

/** Folders as a setting or an argument names them: one, or a list, also where it is written as JSON (`pulumi config set` knows only texts). */
export function rootsSetting(value: unknown): string | undefined {
  if (Array.isArray(value)) return joinedRoots(value.map(String));
  if (typeof value !== "string" || !value.startsWith("[")) return typeof value === "string" ? value : undefined;
  try {
    return rootsSetting(JSON.parse(value));
  } catch {
    return value;
  }
}

/** The folders of a catalog, each with `@revision` where it has one. A folder that exists is one, whatever its name holds. */
export function rootsIn(catalog: string): readonly [Root, ...Root[]] {
  const [first = catalog, ...others] = existsSync(catalog) ? [catalog] : catalog.split(delimiter).filter((text) => text !== "");
  return [rootOf(first), ...others.map(rootOf)];
}

function rootOf(shown: string): Root {
  const at = shown.lastIndexOf("@");
  const isRevision = at > 0 && !existsSync(shown);
  const folder = isRevision ? shown.slice(0, at) : shown;
  const whole = resolve(folder);
  const name = basename(whole) === "catalog" ? basename(dirname(whole)) : basename(whole);
  return { folder, name, shown, ...(isRevision && { revision: shown.slice(at + 1) }) };
}

/** The folder with the organization. */
export function mainRoot(catalog: string): Root {
  const roots = rootsIn(catalog);
  return roots.find(({ folder }) => existsSync(join(folder, "organization.yaml"))) ?? roots[0];
}

/** Ledgers, requirements and incidents are found from there. */
export const mainFolder = (catalog: string): string => mainRoot(catalog).folder;

/** The folders that a command may write in: what is read at a revision stays as it is. */
export const writableRoots = (catalog: string): readonly Root[] => rootsIn(catalog).filter(({ revision }) => revision === undefined);

/** For people. */
export const shownRoots = (catalog: string): string => catalog.split(delimiter).join(", ");

/** The folders as they are called in a place: relative to it. */
export const rootsBelow = (place: string, catalog: string): string =>
  joinedRoots(rootsIn(catalog).map(({ shown }) => relative(place, shown) || "."));

/** Every folder from another place than where the command runs. */
export const rootsFrom = (place: string, catalog: string): string =>
  joinedRoots(rootsIn(catalog).map(({ shown }) => resolve(place, shown)));
