import { randomUUID } from "node:crypto";
import type { Refusal, ResourceModel } from "../../stand-in/model.ts";
import { type Fields, fields, list, type Path, text, type Value } from "../../stand-in/value.ts";
import { each, isTimeZone, oneOf, refuseIf } from "../rules.ts";
import { exactlyOne, nonBlank } from "./shared.ts";

const endStates = ["alert", "no data", "warn"];
const endTypes = ["canceled", "expired"];

export const downtimeSchedule: ResourceModel = {
  required: ["monitorIdentifier", "scope"],
  check: (inputs) => [
    ...exactlyOne(fields(inputs.monitorIdentifier), ["monitorId", "monitorTags"], "monitorIdentifier"),
    ...refuseIf(
      inputs.oneTimeSchedule !== undefined && inputs.recurringSchedule !== undefined,
      "recurringSchedule",
      "conflicts with one_time_schedule",
    ),
  ],
  refuse: (inputs) => [
    ...nonBlank(inputs, "scope"),
    ...list(inputs.notifyEndStates).flatMap((state, i) => oneOf(`notifyEndStates[${i}]`, state, endStates)),
    ...list(inputs.notifyEndTypes).flatMap((type, i) => oneOf(`notifyEndTypes[${i}]`, type, endTypes)),
    ...scheduleRefusals(fields(inputs.recurringSchedule)),
  ],
  normalise: asSets,
  canonical: asSets,
  id: () => randomUUID(),
};

/** The API gives these back in its own order; to the plugin they are sets. */
function asSets(inputs: Fields): Fields {
  const sorted = (value: Value | undefined) => [...list(value)].map(text).sort();
  const identifier = fields(inputs.monitorIdentifier);
  return {
    ...inputs,
    ...(inputs.notifyEndStates !== undefined && { notifyEndStates: sorted(inputs.notifyEndStates) }),
    ...(inputs.notifyEndTypes !== undefined && { notifyEndTypes: sorted(inputs.notifyEndTypes) }),
    ...(identifier.monitorTags !== undefined && { monitorIdentifier: { ...identifier, monitorTags: sorted(identifier.monitorTags) } }),
  };
}

function scheduleRefusals(schedule: Fields): Refusal[] {
  const path = "recurringSchedule";
  return [
    ...refuseIf(
      schedule.timezone !== undefined && !isTimeZone(schedule.timezone),
      `${path}.timezone`,
      `unknown time zone ${text(schedule.timezone)}`,
    ),
    ...each(schedule, "recurrences", recurrenceRefusals, path),
  ];
}

function recurrenceRefusals({ duration, rrule, start }: Fields, path: Path): Refusal[] {
  return [
    ...refuseIf(!/^[1-9]\d*[mhdw]$/.test(text(duration)), `${path}.duration`, `"${text(duration)}" is no duration such as 15h`),
    ...refuseIf(
      !/^FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;[A-Z]+=[A-Z0-9,+-]+)*$/.test(text(rrule)),
      `${path}.rrule`,
      `"${text(rrule)}" is no rule`,
    ),
    ...refuseIf(
      start !== undefined && !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?$/.test(text(start)),
      `${path}.start`,
      `"${text(start)}" must be an ISO-8601 time without an offset`,
    ),
  ];
}
