import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { isTimeZone, refuse, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { fields, list, text } from "../../../sandbox/fake-provider/value.ts";
import { alarmExists, computedOf, lengthRefusals, sortedTexts, tagRefusals } from "./shared.ts";

export const alarmMuteRule: ResourceModel = {
  autoname: "name",
  required: ["rule"],
  replaces: ["name"],
  check: (inputs) => lengthRefusals("name", inputs.name, 255),
  refuse: (inputs, { account }) => {
    const schedule = fields(fields(inputs.rule).schedule);
    const alarms = list(fields(inputs.muteTargets).alarmNames).map(text);
    const path = "rule.schedule";
    return [
      ...refuseIf(!isSchedule(text(schedule.expression)), `${path}.expression`, `"${text(schedule.expression)}" is no schedule`),
      ...durationRefusals(`${path}.duration`, text(schedule.duration)),
      ...refuseIf(
        schedule.timezone !== undefined && !isTimeZone(schedule.timezone),
        `${path}.timezone`,
        `unknown time zone ${text(schedule.timezone)}`,
      ),
      ...refuseIf(alarms.length > 100, "muteTargets.alarmNames", `${alarms.length} alarms, more than 100`),
      ...alarms
        .filter((alarm) => !alarmExists(alarm, account))
        .flatMap((alarm) => refuse("muteTargets.alarmNames", `alarm ${alarm} does not exist`)),
      ...tagRefusals(inputs),
    ];
  },
  canonical: (inputs) => ({ ...inputs, muteTargets: { alarmNames: sortedTexts(fields(inputs.muteTargets).alarmNames) } }),
  computes: ["arn", "region", "tagsAll", "lastUpdatedTimestamp", "muteType", "status"],
  computed: (id, stored) => ({
    ...computedOf("cloudwatch", `alarm-mute-rule:${id}`, stored),
    lastUpdatedTimestamp: "2026-01-01T00:00:00Z",
    muteType: "RECURRING",
    status: "SCHEDULED",
  }),
  id: (inputs) => text(inputs.name),
};

/** `cron(Minutes Hours Day-of-month Month Day-of-week)` or `at(…)`. */
function isSchedule(expression: string): boolean {
  const day = "(?:SUN|MON|TUE|WED|THU|FRI|SAT|[0-7])";
  const days = `${day}(?:[,-]${day})*`;
  return new RegExp(
    `^cron\\([0-5]?\\d (?:1?\\d|2[0-3]) (?:\\*|[\\d,-]+) (?:\\*|[\\w,-]+) (?:\\*|${days})\\)$|^at\\(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d)?\\)$`,
  ).test(expression);
}

/** An ISO 8601 duration of a minute to 15 days. */
function durationRefusals(property: string, duration: string): Refusal[] {
  const match = /^P(?=\d|T\d)(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(duration);
  if (!match) return refuse(property, `"${duration}" is no duration`);
  const [days, hours, minutes] = match.slice(1).map((part) => Number(part ?? 0));
  const length = (days ?? 0) * 1440 + (hours ?? 0) * 60 + (minutes ?? 0);
  return refuseIf(length < 1 || length > 15 * 1440, property, `${duration} is not between PT1M and P15D`);
}
