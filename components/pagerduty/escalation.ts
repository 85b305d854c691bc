import type * as vendor from "@pulumi/pagerduty";
import type { Input } from "@pulumi/pulumi";
import type { Escalation } from "../../model/resolved.ts";
import { description } from "./description.ts";

type Level = Escalation["levels"][number];
type Target = vendor.types.input.EscalationPolicyRuleTarget;

const targetType: Record<Level["kind"], string> = { schedule: "schedule_reference", person: "user_reference" };

/**
 * Each wait is the level's own: the time until the incident leaves this level, not the time since it began.
 *
 * @param target id at the vendor of the schedule or person of a level
 * @param team id at the vendor
 */
export function escalationPolicyArgs(
  escalation: Escalation,
  target: (level: Level) => Input<string>,
  team: Input<string>,
): vendor.EscalationPolicyArgs {
  const targets = (level: Level): Target[] => [{ type: targetType[level.kind], id: target(level) }];
  return {
    name: escalation.name,
    description,
    // A policy has at most one team: the SDK takes its id, not a list.
    teams: team,
    numLoops: escalation.repeat,
    rules: escalation.levels.map((level) => ({ escalationDelayInMinutes: level.wait / 60, targets: targets(level) })),
  };
}
