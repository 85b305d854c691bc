import { type Claim, object } from "./claim.ts";
import { organizationClaims } from "./claims/organization.ts";
import { serviceClaims } from "./claims/service.ts";
import { systemClaims } from "./claims/system.ts";
import { rowOf, type Table } from "./claims/table.ts";
import { toolClaims } from "./claims/tools.ts";
import type { Named } from "./named.ts";
import type { Stack } from "./stack.ts";

const ofSystems: Table = { ...serviceClaims, ...systemClaims, ...toolClaims };

/**
 * What would carry an entry of the catalog in one environment: the objects that answer it, and what its kind of entry
 * asks for beyond these.
 *
 * @returns undefined for a kind of entry that nothing is known to carry
 */
export function claimsOf({ prefix, path, entry }: Named, stack: Stack): readonly Claim[] | undefined {
  const ofOrganization = prefix === "organization";
  const found = ofOrganization ? rowOf(organizationClaims, path) : rowOf(ofSystems, [prefix, ...path]);
  return found && [object(ofOrganization ? path.join("/") : entry), ...found.row(stack, found.ids)];
}

/** Whether an entry is a duty of the application: carried by the contract alone. */
export const isDuty = ({ prefix, path }: Named): boolean => prefix !== "organization" && path[0] === "application";
