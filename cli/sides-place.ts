import { rootsFrom, rootsIn } from "../model/roots.ts";
import { projectFolder } from "./project.ts";
import type { SidesOptions } from "./review/sides.ts";
import { stackSettings } from "./stack-settings.ts";

/**
 * Where a catalog is at two revisions: several folders that the settings of a stack name are those of each revision, since a change of the
 * settings moves them.
 */
export function placeOfSides(catalogDir: string, stack: string): SidesOptions["of"] {
  const project = projectFolder();
  const { catalog } = stackSettings(project, stack);
  const isSettled = catalog !== undefined && rootsIn(catalog).length > 1 && rootsFrom(".", catalogDir) === rootsFrom(project, catalog);
  return isSettled ? { project, stack } : { catalogDir };
}
