import type { Account } from "../../account.ts";
import type { Refusal } from "../../stand-in/model.ts";
import { type Fields, text } from "../../stand-in/value.ts";
import { find } from "../bridged.ts";
import { refuseIf } from "../rules.ts";

/** An environment exists once a first event of it has arrived; until then no object may name it. */
export function environmentRefusals(inputs: Fields, account: Account): Refusal[] {
  if (inputs.environment === undefined) return [];
  const known = find(account, "environment", { organization: text(inputs.organization), name: text(inputs.environment) });
  return refuseIf(known === undefined, "environment", `Environment ${text(inputs.environment)} is not part of this organization`);
}
