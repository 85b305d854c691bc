import { rmSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { type CheckedCatalog, type Loaded, loadCatalog, type MadeParts } from "../../language.ts";
import type { Problem } from "../../model/problem.ts";
import { joinedRoots } from "../../model/roots.ts";

/** A system whose file is faulty, a profile (`profiles`), or an entity of a developer portal (`component:api`). */
export interface LeftOut {
  /** its id; the name of its file where it says none */
  readonly system: string;
  readonly file: string;
}

/**
 * What of a faulty catalog can still be compared: everything but the systems whose files have errors. Nothing, where the
 * organization's own file has, since every system depends on it. Files of `folder` are removed on the way.
 *
 * @param beside further folders of the catalog, which are of no revision
 */
export function soundPart(
  folder: string,
  beside: readonly string[],
  first: Loaded,
): { readonly catalog?: CheckedCatalog; readonly leftOut: readonly LeftOut[] } {
  const organization = join(folder, "organization.yaml");
  const leftOut: LeftOut[] = [];
  let loaded = first;
  const parts: MadeParts = new Map();
  // A system without faults of its own may refer to one that was left out; each round leaves at least one out.
  while (!loaded.catalog) {
    const errors = loaded.problems.filter(({ severity }) => severity === "error");
    const faulty = new Map(errors.flatMap(blamed));
    const known = [...loaded.files, ...(loaded.entities ?? [])];
    const systems = [...faulty].filter(([file]) => known.includes(file));
    // Beside the folder lies `catalog-info.yaml`. What is not of this revision stays as it is, and its faults with it.
    const isForeign = systems.some(([file]) => !file.startsWith(`${dirname(folder)}${sep}`));
    if (faulty.has(organization) || systems.length === 0 || isForeign) return { leftOut };
    for (const [file, system] of systems) {
      leftOut.push({ system, file });
      rmSync(file, { recursive: true });
    }
    loaded = loadCatalog(joinedRoots([folder, ...beside]), undefined, undefined, parts);
  }
  return { catalog: loaded.catalog, leftOut };
}

/** The file of each error, with the system that it is about. What a line of a profile means in a service is the fault of that service's system. */
function blamed({ place, at }: Problem): [file: string, system: string][] {
  const users = place.related?.filter(({ as }) => as === "used by") ?? [];
  const all = users.length > 0 ? users.map((user) => ({ file: user.file, at: user.at })) : [{ file: place.file, at }];
  return all.map((one) => [one.file, one.at.split("/")[0] ?? ""]);
}
