import type { Refusal, ResourceModel, Subject } from "../../../sandbox/fake-provider/model.ts";
import { filled, refuse, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { text } from "../../../sandbox/fake-provider/value.ts";
import { alarmsIn, parseAlarmRule } from "./alarm-rule.ts";
import { usedBy } from "./metric-alarm.ts";
import { actionCountRefusals, actionRefusals, alarmExists, computedOf, lengthRefusals, tagRefusals, withSortedActions } from "./shared.ts";
import { faultOf } from "./tokens.ts";

export const compositeAlarm: ResourceModel = {
  required: ["alarmName", "alarmRule"],
  replaces: ["alarmName"],
  defaults: (inputs) => filled({ actionsEnabled: true }, inputs),
  check: (inputs) => [
    ...lengthRefusals("alarmName", inputs.alarmName, 255),
    ...lengthRefusals("alarmRule", inputs.alarmRule, 10_240),
    ...lengthRefusals("alarmDescription", inputs.alarmDescription, 1024),
    ...actionCountRefusals(inputs),
  ],
  refuse: (inputs, subject) => [
    ...refuseIf(
      subject.id === undefined && subject.account.get("metricAlarm", text(inputs.alarmName)) !== undefined,
      "alarmName",
      "a metric alarm has this name",
    ),
    ...ruleRefusals(text(inputs.alarmRule), text(inputs.alarmName), subject),
    ...actionRefusals(inputs, subject.account),
    ...tagRefusals(inputs),
  ],
  refuseDelete: (id, _stored, account) => usedBy(id, account),
  normalise: withSortedActions,
  canonical: (inputs) => ({ ...withSortedActions(inputs), alarmRule: text(inputs.alarmRule).trim() }),
  computes: ["arn", "region", "tagsAll"],
  computed: (id, stored) => computedOf("cloudwatch", `alarm:${id}`, stored),
  id: (inputs) => text(inputs.alarmName),
};

function ruleRefusals(rule: string, name: string, { account }: Subject): Refusal[] {
  const fault = faultOf(parseAlarmRule, rule);
  if (fault !== undefined) return refuse("alarmRule", `invalid rule: ${fault}`);
  const alarms = alarmsIn(parseAlarmRule(rule));
  return [
    ...refuseIf(alarms.length > 100, "alarmRule", `${alarms.length} alarms, more than 100`),
    ...refuseIf(alarms.includes(name), "alarmRule", "a composite alarm cannot depend on itself"),
    ...alarms
      .filter((alarm) => alarm !== name && !alarmExists(alarm, account))
      .flatMap((alarm) => refuse("alarmRule", `alarm ${alarm} does not exist`)),
  ];
}
