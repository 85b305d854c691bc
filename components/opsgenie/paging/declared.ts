import { logicalName } from "../../../model/ids.ts";
import type { Resolved } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import type { VendorObject } from "../../paging.ts";
import { escalationArgs } from "../escalation.ts";
import { integrationArgs } from "../integration.ts";
import { notificationRuleArgs, userArgs, waysOf } from "../people.ts";
import { rotationArgs, scheduleArgs } from "../schedule.ts";
import { forOpsgenie } from "../select.ts";

/** Of a number it only matters that there is one: it is a secret of the stack, and no part of the catalog. */
const someNumber = "0-0";

/**
 * What Opsgenie gets of one environment, from the very functions that the stack registers it with; logical names stand
 * for the ids that Opsgenie makes.
 */
export function declaredObjects(resolved: Resolved, alerts: readonly Alert[]): VendorObject[] {
  const { people, schedules, escalations, calls } = forOpsgenie(resolved, alerts);
  const reached = people.filter((person) => waysOf(person).length > 0);
  return [
    ...people.map((person) => ({ kind: "user", id: person.id, fields: userArgs(person) })),
    ...reached.map((person) => ({ kind: "notificationRule", id: person.id, fields: notificationRuleArgs(person, someNumber) })),
    ...schedules.flatMap((schedule) => [
      { kind: "schedule", id: schedule.id, fields: scheduleArgs(schedule, "") },
      ...schedule.layers.map((layer) => ({
        kind: "scheduleRotation",
        id: logicalName(schedule.id, layer.id),
        fields: rotationArgs(layer, schedule, schedule.id, ({ id }) => id),
      })),
    ]),
    ...escalations.map((escalation) => ({
      kind: "escalation",
      id: escalation.id,
      fields: escalationArgs(escalation, escalation.team.id, (_, { id }) => id),
    })),
    ...calls.flatMap(({ onCall, senders, enabled }) =>
      senders.map((sender) => ({
        kind: "apiIntegration",
        id: logicalName(onCall.id, sender),
        fields: integrationArgs(onCall, sender, resolved.environment, enabled, { team: "", escalation: onCall.escalation.id }),
      })),
    ),
  ];
}
