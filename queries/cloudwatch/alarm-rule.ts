import { type AlertCondition, type Flapping, measured, type Recovered } from "../../model/condition.ts";
import type { Condition } from "../../model/resolved.ts";

/** A leaf in its place: an alert of the catalog may also hold where its series is gone. */
export type Leaf = Condition | Extract<AlertCondition, { kind: "or-absent" | "source-silent" }>;

/**
 * The rule of a composite alarm: the tree itself, with one alarm for each leaf. `NOT ALARM` also holds for an alarm that
 * has not enough data yet.
 *
 * @param nameOf physical name of the alarm of a leaf
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function alarmRule(condition: AlertCondition, nameOf: (leaf: Leaf) => string): string {
  const when = asked(condition);
  switch (when.kind) {
    case "any":
      return joined(when.of, "OR", nameOf);
    case "all":
      return joined(when.of, "AND", nameOf);
    case "unless":
      return `(${alarmRule(when.of, nameOf)} AND NOT ${alarmRule(when.unless, nameOf)})`;
    case "bad-share":
    case "value":
    case "forecast":
    case "change":
    case "age":
    case "count":
    case "occurs":
    case "absent":
    case "groups":
    case "or-absent":
    case "source-silent":
      return `ALARM("${nameOf(when)}")`;
  }
}

/** @throws Error for what no alarm is made for: an end that is proved needs an evaluator that keeps an alert firing */
export function asked(condition: AlertCondition): Exclude<ReturnType<typeof measured>, Recovered | Flapping> {
  const when = measured(condition);
  if (when.kind === "recovered" || when.kind === "flapping")
    throw new Error(`CloudWatch cannot keep an alarm on ${when.signal.path} until its end is proved`);
  return when;
}

function joined(of: readonly AlertCondition[], operator: "AND" | "OR", nameOf: (leaf: Leaf) => string): string {
  const parts = of.map((part) => alarmRule(part, nameOf));
  return parts.length === 1 ? parts.join("") : `(${parts.join(` ${operator} `)})`;
}
