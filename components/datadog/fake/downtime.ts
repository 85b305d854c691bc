import { randomUUID } from "node:crypto";
import type { Refusal, ResourceModel, Subject } from "../../../sandbox/fake-provider/model.ts";
import { each, isTimeZone, oneOf, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, fields, list, type Path, text, type Value } from "../../../sandbox/fake-provider/value.ts";
import { exactlyOne, nonBlank } from "./shared.ts";

const endStates = ["alert", "no data", "warn"];
const endTypes = ["canceled", "expired"];
/** Most recurrences of a downtime (API reference). */
const mostRecurrences = 5;

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
  refuse: (inputs, subject) => [
    ...nonBlank(inputs, "scope"),
    ...list(inputs.notifyEndStates).flatMap((state, i) => oneOf(`notifyEndStates[${i}]`, state, endStates)),
    ...list(inputs.notifyEndTypes).flatMap((type, i) => oneOf(`notifyEndTypes[${i}]`, type, endTypes)),
    ...scheduleRefusals(fields(inputs.recurringSchedule)),
    ...startRefusals(fields(inputs.recurringSchedule), subject),
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
    ...refuseIf(
      schedule.timezone !== undefined && list(schedule.recurrences).length === 0,
      `${path}.recurrences`,
      "a recurring schedule needs a recurrence",
    ),
    ...refuseIf(
      list(schedule.recurrences).length > mostRecurrences,
      `${path}.recurrences`,
      `at most ${mostRecurrences} recurrences, got ${list(schedule.recurrences).length}`,
    ),
    ...each(schedule, "recurrences", recurrenceRefusals, path),
  ];
}

/** No downtime begins in the past, and none that has begun takes another start (DataDog/terraform-provider-datadog #1983, #2060). */
function startRefusals(schedule: Fields, { id, account, now }: Subject): Refusal[] {
  if (schedule.timezone === undefined || !isTimeZone(schedule.timezone)) return [];
  const here = wallClock(now, text(schedule.timezone));
  const stored = id === undefined ? {} : fields(account.get("downtimeSchedule", id)?.recurringSchedule);
  const before = list(stored.recurrences).map((one) => text(fields(one).start));
  return each(
    schedule,
    "recurrences",
    ({ start }, path, index) => {
      const past = (time: string) => time !== "" && time < here;
      const [old, wanted] = [before[index] ?? "", text(start)];
      if (old === wanted) return [];
      return [
        ...refuseIf(past(old), `${path}.start`, "the start of a recurrence that has begun cannot be changed"),
        ...refuseIf(past(wanted) && !past(old), `${path}.start`, `Downtime cannot be scheduled in the past (${wanted})`),
      ];
    },
    "recurringSchedule",
  );
}

/** What a clock on the wall shows, as `2026-01-05T18:00:00`. */
function wallClock(now: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(now).replace(" ", "T");
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
