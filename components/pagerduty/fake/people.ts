import type { Refusal, ResourceModel, Subject } from "../../../sandbox/fake-provider/model.ts";
import { filled, isTimeZone, oneOf, present, refuse, refuseIf, within } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, fields, list, text, type Value } from "../../../sandbox/fake-provider/value.ts";
import { htmlUrl, missingRefusals, nameRefusals, newId, placeholder, takenRefusals } from "./shared.ts";

const roles = ["admin", "limited_user", "observer", "owner", "read_only_user", "read_only_limited_user", "restricted_access", "user"];

export const user: ResourceModel = {
  autoname: "name",
  required: ["email"],
  defaults: (inputs) => filled({ role: "user", description: placeholder }, inputs),
  check: (inputs) => [
    ...oneOf("role", inputs.role, roles),
    ...refuseIf(
      inputs.timeZone !== undefined && !isTimeZone(inputs.timeZone),
      "timeZone",
      `"${text(inputs.timeZone)}" is not a valid time zone`,
    ),
  ],
  refuse: (inputs, { id, account }) => [
    ...refuseIf(!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text(inputs.email)), "email", "Email is invalid"),
    ...takenRefusals("user", "email", inputs, id, account),
  ],
  refuseDelete: (id, _stored, account) => {
    const schedules = account
      .all("schedule")
      .filter(({ fields: schedule }) => list(schedule.layers).some((layer) => list(fields(layer).users).includes(id)));
    const policies = account
      .all("escalationPolicy")
      .filter(({ fields: policy }) =>
        list(policy.rules).some((rule) => list(fields(rule).targets).some((target) => fields(target).id === id)),
      );
    const names = [...schedules, ...policies].map((object) => text(object.fields.name));
    return names.length === 0 ? undefined : `the user is still on call through ${names.join(", ")}`;
  },
  computes: ["avatarUrl", "htmlUrl", "invitationSent", "timeZone"],
  computed: (id, stored) => ({
    avatarUrl: htmlUrl("avatars", id),
    htmlUrl: htmlUrl("users", id),
    invitationSent: true,
    timeZone: stored.timeZone ?? "Etc/UTC",
  }),
  normalise: (inputs) => ({ ...inputs, email: text(inputs.email).toLowerCase() }),
  canonical: (inputs) => ({ ...inputs, email: text(inputs.email).toLowerCase() }),
  id: newId,
};

const ruleTypes = [
  "email_contact_method",
  "phone_contact_method",
  "push_notification_contact_method",
  "sms_contact_method",
  "whatsapp_contact_method",
];
const contactTypes = [...ruleTypes, "slack_contact_method"];

const isTelephone = (type: Value | undefined) => /^(phone|sms|whatsapp)_/.test(text(type));

/** What is dialled within a country and not from abroad, by calling code. The plugin knows these and no others. */
const trunkPrefixes: Readonly<Record<string, string>> = { 33: "0", 40: "0", 44: "0", 45: "0", 49: "0", 61: "0", 66: "0", 91: "0", 1: "1" };

function numberRefusals({ type, address, countryCode }: Fields): Refusal[] {
  if (!isTelephone(type) || address === undefined) return [];
  const number = text(address);
  const trunk = trunkPrefixes[text(countryCode)];
  return [
    ...refuseIf(number.length > 40, "address", "phone numbers may not exceed 40 characters"),
    ...refuseIf(/[^0-9,*#]/.test(number), "address", "phone numbers may only include digits from 0-9 and the symbols , * and #"),
    ...refuseIf(
      type === "sms_contact_method" && text(countryCode) === "52" && number.startsWith("1"),
      "address",
      "Mexico-based SMS numbers should be free of area code prefixes",
    ),
    ...refuseIf(trunk !== undefined && number.startsWith(trunk), "address", `must be formatted without the leading ${trunk}`),
  ];
}

/** The plugin looks for the object below the user that it is given: below another one there is none. */
function movedRefusals(kind: string, inputs: Fields, { id, account }: Subject): Refusal[] {
  const before = id === undefined ? undefined : account.get(kind, id)?.userId;
  return refuseIf(
    before !== undefined && before !== inputs.userId,
    "userId",
    `404 Not Found: user ${text(inputs.userId)} has no such ${kind}`,
  );
}

/** An import names what belongs to a user by both ids, `<user>:<id>`; the plugin keeps the second (its `Importer`). */
const withoutUser = (id: string): string => id.split(":").at(-1) ?? id;

export const userContactMethod: ResourceModel = {
  required: ["address", "label", "type", "userId"],
  defaults: (inputs) => filled({ sendShortEmail: false }, inputs),
  check: (inputs) => [...oneOf("type", inputs.type, contactTypes), ...numberRefusals(inputs)],
  refuse: (inputs, subject) => {
    const { id, account } = subject;
    const before = id === undefined ? undefined : account.get("userContactMethod", id);
    // Whoever has an account has a contact of their own address, which nobody declared.
    const own = account.get("user", text(inputs.userId))?.email;
    return [
      ...missingRefusals("user", "userId", inputs.userId, account),
      ...movedRefusals("userContactMethod", inputs, subject),
      ...refuseIf(before !== undefined && before.type !== inputs.type, "type", "the type of a contact method cannot be changed"),
      ...refuseIf(
        inputs.type === "email_contact_method" && !text(inputs.address).includes("@"),
        "address",
        "Address is not an e-mail address",
      ),
      ...refuseIf(inputs.type === "email_contact_method" && own === inputs.address, "address", "User Contact method must be unique"),
      ...account
        .all("userContactMethod")
        .filter((other) => other.id !== id && ["userId", "type", "address"].every((name) => other.fields[name] === inputs[name]))
        .flatMap(() => refuse("address", `User Contact method must be unique`)),
    ];
  },
  computes: ["blacklisted", "enabled", "countryCode"],
  computed: (_id, stored) => ({
    blacklisted: false,
    enabled: true,
    ...(isTelephone(stored.type) ? { countryCode: stored.countryCode ?? 1 } : {}),
  }),
  goneIsError: true,
  id: newId,
  wholeId: withoutUser,
};

export const userNotificationRule: ResourceModel = {
  required: ["contactMethod", "startDelayInMinutes", "urgency", "userId"],
  check: (inputs) => [
    ...oneOf("urgency", inputs.urgency, ["high", "low"]),
    ...present("contactMethod", fields(inputs.contactMethod), ["id", "type"]),
    ...oneOf("contactMethod.type", fields(inputs.contactMethod).type, ruleTypes),
  ],
  refuse: (inputs, subject) => {
    const { id, account } = subject;
    const method = fields(inputs.contactMethod);
    const key = (rule: typeof inputs) =>
      [rule.userId, fields(rule.contactMethod).id, rule.startDelayInMinutes, rule.urgency].map((part) => text(part)).join(" ");
    const type = account.get("userContactMethod", text(method.id))?.type;
    return [
      ...missingRefusals("user", "userId", inputs.userId, account),
      ...movedRefusals("userNotificationRule", inputs, subject),
      ...missingRefusals("userContactMethod", "contactMethod.id", method.id, account),
      ...refuseIf(type !== undefined && type !== method.type, "contactMethod.type", `the contact method is of the type ${text(type)}`),
      ...within("startDelayInMinutes", inputs.startDelayInMinutes, 0, 1440),
      ...account
        .all("userNotificationRule")
        .filter((other) => other.id !== id && key(other.fields) === key(inputs))
        .flatMap(() => refuse("startDelayInMinutes", `Channel Start delay must be unique for a given contact method`)),
    ];
  },
  id: newId,
  wholeId: withoutUser,
};

export const team: ResourceModel = {
  autoname: "name",
  defaults: (inputs) => filled({ description: placeholder }, inputs),
  check: (inputs) => nameRefusals(inputs),
  refuse: (inputs, { id, account }) => [
    ...takenRefusals("team", "name", inputs, id, account),
    ...missingRefusals("team", "parent", inputs.parent, account),
  ],
  refuseDelete: (id, _stored, account) => {
    const used = account.all("escalationPolicy").filter(({ fields: policy }) => policy.teams === id || list(policy.teams).includes(id));
    return used.length === 0 ? undefined : `the team still owns ${used.map((object) => text(object.fields.name)).join(", ")}`;
  },
  computes: ["htmlUrl", "defaultRole"],
  computed: (id, stored) => ({ htmlUrl: htmlUrl("teams", id), defaultRole: stored.defaultRole ?? "manager" }),
  id: newId,
};

export const membership: ResourceModel = {
  required: ["teamId", "userId"],
  // Both are part of the object's address at the API.
  replaces: ["teamId", "userId"],
  defaults: (inputs) => filled({ role: "manager" }, inputs),
  check: (inputs) => oneOf("role", inputs.role, ["observer", "responder", "manager"]),
  refuse: (inputs, { account }) => [
    ...missingRefusals("team", "teamId", inputs.teamId, account),
    ...missingRefusals("user", "userId", inputs.userId, account),
  ],
  id: (inputs) => `${text(inputs.userId)}:${text(inputs.teamId)}`,
  upsert: () => true,
};
