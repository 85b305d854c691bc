import { logicalName } from "../../../model/ids.ts";
import type { Organization, Person, Resolved } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import type { VendorObject } from "../../paging.ts";
import { contactMethodArgs, contactsOf, notificationRuleArgs } from "../contact.ts";
import { escalationPolicyArgs } from "../escalation.ts";
import { userArgs } from "../people.ts";
import { scheduleArgs } from "../schedule.ts";
import { type Call, callsOf } from "../select.ts";
import { integrationArgs, serviceArgs } from "../service.ts";

/** Of a number it only matters that there is one: it is a secret of the stack, and no part of the catalog. */
const someNumber = { countryCode: 0, address: "" };

/**
 * What PagerDuty gets of one environment, from the very functions that the stack registers it with; logical names stand
 * for the ids that PagerDuty makes. Every evaluator of an alert counts as switched on.
 */
export function declaredObjects(resolved: Resolved, alerts: readonly Alert[]): VendorObject[] {
  const evaluators = [...alerts.map(({ evaluator }) => evaluator), ...resolved.systems.flatMap(({ logs }) => logs ?? [])];
  const calls = callsOf(resolved, alerts, [...new Set(evaluators.map(({ evaluator }) => evaluator))]);
  return [...accountObjects(resolved.organization), ...calls.flatMap((call) => serviceObjects(call, resolved))];
}

function accountObjects({ people, schedules, escalations }: Organization): VendorObject[] {
  return [
    ...people.flatMap((person) => [{ kind: "user", id: person.id, fields: userArgs(person) }, ...contactObjects(person)]),
    ...schedules.map((schedule) => ({ kind: "schedule", id: schedule.id, fields: scheduleArgs(schedule, ({ id }) => id) })),
    ...escalations.map((escalation) => ({
      kind: "escalationPolicy",
      id: escalation.id,
      fields: escalationPolicyArgs(escalation, ({ target }) => target.id, escalation.team.id),
    })),
  ];
}

function contactObjects(person: Person): VendorObject[] {
  return contactsOf(person).flatMap((contact) => {
    const id = logicalName(person.id, contact.way);
    return [
      { kind: "userContactMethod", id, fields: contactMethodArgs(contact.way, person.id, someNumber) },
      { kind: "userNotificationRule", id, fields: notificationRuleArgs(contact, person.id, id) },
    ];
  });
}

function serviceObjects({ onCall, senders }: Call, { environment }: Resolved): VendorObject[] {
  const integrations = senders.map((sender) => ({
    kind: "serviceIntegration",
    id: logicalName(onCall.id, sender),
    fields: integrationArgs(sender, onCall.id),
  }));
  return [{ kind: "service", id: onCall.id, fields: serviceArgs(onCall, environment, onCall.escalation.id) }, ...integrations];
}
