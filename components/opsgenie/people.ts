import type { Input } from "@pulumi/pulumi";
import type { Person, Team } from "../../model/resolved.ts";
import { description } from "./description.ts";
import type { ContactMethod, NotificationRuleArgs, TeamArgs, UserArgs, UserContactArgs } from "./inputs.ts";

/** Opsgenie knows a user by the address, and answers it in lower case. */
export const usernameOf = ({ email }: Person): string => email.toLowerCase();

export function userArgs(person: Person): UserArgs {
  return { username: usernameOf(person), fullName: person.name, role: "User" };
}

type Way = Person["reach"][number];
const methods: Readonly<Record<Way, ContactMethod>> = { sms: "sms", phone: "voice" };
/** A message first, a call when nobody has answered it for a minute. */
const order: readonly Way[] = ["sms", "phone"];

/** How a person is woken, in the order of time. */
export function waysOf({ reach }: Person): readonly Way[] {
  return order.filter((way) => reach.includes(way));
}

/** @param number secret: country code, hyphen, the rest */
export function userContactArgs(person: Person, way: Way, number: Input<string>): UserContactArgs {
  return { username: usernameOf(person), method: methods[way], to: number, enabled: true };
}

/** What wakes a person when an alert is given to them; Opsgenie's own rule would begin with an e-mail. */
export function notificationRuleArgs(person: Person, number: Input<string>): NotificationRuleArgs {
  return {
    name: "New alert",
    username: usernameOf(person),
    actionType: "create-alert",
    enabled: true,
    steps: waysOf(person).map((way, delay) => ({ contacts: [{ method: methods[way], to: number }], enabled: true, sendAfter: delay })),
  };
}

/** @param user id of a person at the vendor */
export function teamArgs({ name, members }: Team, user: (person: Person) => Input<string>): TeamArgs {
  return {
    name,
    description,
    members: members.map((person) => ({ id: user(person), role: "user" })),
    ignoreMembers: false,
    deleteDefaultResources: true,
  };
}
