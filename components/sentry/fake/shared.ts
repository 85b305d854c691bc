import type { Account } from "../../../sandbox/account.ts";
import { find } from "../../../sandbox/fake-provider/bridged.ts";
import type { Refusal } from "../../../sandbox/fake-provider/model.ts";
import { refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, text } from "../../../sandbox/fake-provider/value.ts";

/** An environment exists once a first event of it has arrived; until then no object may name it. */
export function environmentRefusals(inputs: Fields, account: Account): Refusal[] {
  if (inputs.environment === undefined) return [];
  const known = find(account, "environment", { organization: text(inputs.organization), name: text(inputs.environment) });
  return refuseIf(known === undefined, "environment", `Environment ${text(inputs.environment)} is not part of this organization`);
}
