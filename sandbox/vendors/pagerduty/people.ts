import type { ResourceModel } from "../../stand-in/model.ts";
import { fields, list, text } from "../../stand-in/value.ts";
import { filled, isTimeZone, oneOf, present, refuse, refuseIf, within } from "../rules.ts";
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

const contactTypes = ["email_contact_method", "phone_contact_method", "push_notification_contact_method", "sms_contact_method"];

export const userContactMethod: ResourceModel = {
  required: ["address", "label", "type", "userId"],
  // Both are part of the object's address at the API.
  replaces: ["userId", "type"],
  check: (inputs) => oneOf("type", inputs.type, contactTypes),
  refuse: (inputs, { id, account }) => [
    ...missingRefusals("user", "userId", inputs.userId, account),
    ...refuseIf(
      inputs.type === "email_contact_method" && !text(inputs.address).includes("@"),
      "address",
      "Address is not an e-mail address",
    ),
    ...refuseIf(
      /^(phone|sms)_/.test(text(inputs.type)) && !/^\d{4,15}$/.test(text(inputs.address)),
      "address",
      "Address is not a phone number (digits only, the country goes into countryCode)",
    ),
    ...account
      .all("userContactMethod")
      .filter((other) => other.id !== id && ["userId", "type", "address"].every((name) => other.fields[name] === inputs[name]))
      .flatMap(() => refuse("address", "User Contact method must be unique")),
  ],
  computes: ["blacklisted", "enabled", "countryCode"],
  computed: (_id, stored) => ({
    blacklisted: false,
    enabled: true,
    ...(/^(phone|sms)_/.test(text(stored.type)) ? { countryCode: stored.countryCode ?? 1 } : {}),
  }),
  id: newId,
};

export const userNotificationRule: ResourceModel = {
  required: ["contactMethod", "startDelayInMinutes", "urgency", "userId"],
  replaces: ["userId"],
  check: (inputs) => [
    ...oneOf("urgency", inputs.urgency, ["high", "low"]),
    ...present("contactMethod", fields(inputs.contactMethod), ["id", "type"]),
    ...oneOf("contactMethod.type", fields(inputs.contactMethod).type, contactTypes),
  ],
  refuse: (inputs, { id, account }) => {
    const method = fields(inputs.contactMethod);
    const key = (rule: typeof inputs) =>
      [rule.userId, fields(rule.contactMethod).id, rule.startDelayInMinutes, rule.urgency].map((part) => text(part)).join(" ");
    return [
      ...missingRefusals("user", "userId", inputs.userId, account),
      ...missingRefusals("userContactMethod", "contactMethod.id", method.id, account),
      ...within("startDelayInMinutes", inputs.startDelayInMinutes, 0, 1440),
      ...account
        .all("userNotificationRule")
        .filter((other) => other.id !== id && key(other.fields) === key(inputs))
        .flatMap(() => refuse("startDelayInMinutes", "Channel Start delay must be unique for a given contact method")),
    ];
  },
  id: newId,
};

export const team: ResourceModel = {
  autoname: "name",
  defaults: (inputs) => filled({ description: placeholder }, inputs),
  check: nameRefusals,
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
