import type { Account } from "../../../sandbox/account.ts";
import { find } from "../../../sandbox/stand-in/bridged.ts";
import type { Refusal } from "../../../sandbox/stand-in/model.ts";
import { refuseIf } from "../../../sandbox/stand-in/rules.ts";
import { type Fields, text } from "../../../sandbox/stand-in/value.ts";

/** An environment exists once a first event of it has arrived; until then no object may name it. */
export function environmentRefusals(inputs: Fields, account: Account): Refusal[] {
  if (inputs.environment === undefined) return [];
  const known = find(account, "environment", { organization: text(inputs.organization), name: text(inputs.environment) });
  return refuseIf(known === undefined, "environment", `Environment ${text(inputs.environment)} is not part of this organization`);
}
