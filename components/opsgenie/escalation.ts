import type { Input } from "@pulumi/pulumi";
import type { Escalation, Person, Schedule } from "../../model/resolved.ts";
import { description } from "./description.ts";
import type { EscalationArgs } from "./inputs.ts";

/**
 * The levels of an escalation. Opsgenie counts every delay from the alert, not from the level before, so that waits are
 * added up; the wait of the last level is the one before the round starts again.
 */
export function escalationArgs(
  { name, levels, repeat }: Escalation,
  team: Input<string>,
  target: (entry: Schedule | Person) => Input<string>,
): EscalationArgs {
  let delay = 0;
  const rules = levels.map(({ kind, target: entry, wait }) => {
    const rule = {
      condition: "if-not-acked",
      notifyType: "default",
      delay,
      recipients: [{ type: kind === "schedule" ? "schedule" : "user", id: target(entry) }],
    } as const;
    delay += wait / 60;
    return rule;
  });
  const last = levels.at(-1);
  return {
    name,
    description,
    ownerTeamId: team,
    rules,
    ...(repeat > 0 &&
      last && { repeats: [{ waitInterval: last.wait / 60, count: repeat, resetRecipientStates: true, closeAlertAfterAll: false }] }),
  };
}
