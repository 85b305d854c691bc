import type { AlarmRule } from "../../../components/aws/fake/alarm-rule.ts";

/** Whether a composite alarms while exactly these alarms do. */
export function ringing(rule: AlarmRule, on: ReadonlySet<string>): boolean {
  if ("all" in rule) return rule.all.every((part) => ringing(part, on));
  if ("any" in rule) return rule.any.some((part) => ringing(part, on));
  if ("not" in rule) return !ringing(rule.not, on);
  return rule.state === "ALARM" ? on.has(rule.alarm) : rule.state === "OK" && !on.has(rule.alarm);
}
