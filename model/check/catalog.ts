import type { Part } from "../load.ts";
import type { Problem } from "../problem.ts";
import type { OrganizationFile } from "../schema/organization.ts";
import type { SystemFile } from "../schema/system.ts";

/** Everything that the checks of meaning look at. */
export interface Checked {
  readonly organization: Part<OrganizationFile>;
  readonly systems: readonly Part<SystemFile>[];
  readonly runbooks: ReadonlySet<string>;
}

/** Every check of meaning, one after the other. */
export function checkCatalog(_checked: Checked): Problem[] {
  return [];
}
