import type * as vendor from "@pulumi/pagerduty";
import type { Input } from "@pulumi/pulumi";
import type { Person } from "../../model/resolved.ts";
import type { Phone } from "../phone.ts";

export type Way = Person["reach"][number];

/** One way to wake a person: its contact, and when it is used. */
export interface Contact {
  readonly way: Way;
  /** minutes after an incident was assigned to the person */
  readonly delay: number;
}

const contactType: Readonly<Record<Way, string>> = { sms: "sms_contact_method", phone: "phone_contact_method" };
const label: Readonly<Record<Way, string>> = { sms: "Messages", phone: "Calls" };

/** A message first, a call when nobody has answered it for a minute. Who has one way only is told by it at once. */
const order: readonly Way[] = ["sms", "phone"];

/** How a person is woken, in the order of time. */
export function contactsOf({ reach }: Person): Contact[] {
  return order.filter((way) => reach.includes(way)).map((way, delay) => ({ way, delay }));
}

/** @param user id at the vendor */
export function contactMethodArgs(way: Way, user: Input<string>, phone: ContactNumber): vendor.UserContactMethodArgs {
  return { userId: user, type: contactType[way], label: label[way], ...phone };
}

/** A number that is known only when the secret is. */
export interface ContactNumber {
  readonly countryCode: Input<Phone["countryCode"]>;
  readonly address: Input<Phone["address"]>;
}

/**
 * Every page service is of high urgency (see `service.ts`), so these rules are about all of its incidents.
 *
 * @param user id at the vendor
 * @param method id of the contact method at the vendor
 */
export function notificationRuleArgs({ way, delay }: Contact, user: Input<string>, method: Input<string>): vendor.UserNotificationRuleArgs {
  return { userId: user, urgency: "high", startDelayInMinutes: delay, contactMethod: { id: method, type: contactType[way] } };
}
