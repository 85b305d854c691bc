import { randomUUID } from "node:crypto";
import type { Account } from "../../../sandbox/account.ts";
import { behindBridge } from "../../../sandbox/fake-provider/bridged.ts";
import type { FunctionModel, Refusal, ResourceModel, VendorModel } from "../../../sandbox/fake-provider/model.ts";
import { each, filled, isTimeZone, oneOf, present, refuse, refuseIf, within } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, fields, list, type Path, text, type Value } from "../../../sandbox/fake-provider/value.ts";

const id = () => randomUUID();

function exists(kind: string, property: Path, value: Value | undefined, account: Account): Refusal[] {
  return refuseIf(
    value !== undefined && account.get(kind, text(value)) === undefined,
    property,
    `No ${kind} exists with id [${text(value)}]`,
  );
}

/** Another object of the account that has this name. */
function taken(kind: string, inputs: Fields, own: string | undefined, account: Account): Refusal[] {
  const other = account.all(kind).find((object) => object.id !== own && text(object.fields.name) === text(inputs.name));
  return refuseIf(other !== undefined, "name", `${kind} with name [${text(inputs.name)}] already exists`);
}

const user: ResourceModel = {
  required: ["fullName", "role", "username"],
  replaces: ["username"],
  defaults: (inputs) => filled({ locale: "en_US", timezone: "America/New_York" }, inputs),
  check: (inputs) => [
    ...refuseIf(!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text(inputs.username)), "username", "must be an e-mail address"),
    ...refuseIf(text(inputs.username) !== text(inputs.username).toLowerCase(), "username", "must be in lower case: the API answers it so"),
  ],
  refuse: (inputs, { id: own, account }) => {
    const other = account.all("user").find((object) => object.id !== own && object.fields.username === inputs.username);
    return refuseIf(other !== undefined, "username", `User with username [${text(inputs.username)}] already exists`);
  },
  id,
};

const methods = ["sms", "email", "voice", "mobile"];
const telephone = /^\d{1,3}-\d{4,14}$/;

function numberRefusals(property: Path, { method, to }: Fields): Refusal[] {
  const called = method === "sms" || method === "voice";
  return refuseIf(called && !telephone.test(text(to)), property, "must be a country code, a hyphen and a number");
}

const userContact: ResourceModel = {
  required: ["method", "to", "username"],
  replaces: ["username"],
  defaults: (inputs) => filled({ enabled: true }, inputs),
  check: (inputs) => oneOf("method", inputs.method, methods),
  refuse: (inputs, { account }) => [
    ...refuseIf(
      account.all("user").every((object) => object.fields.username !== inputs.username),
      "username",
      `User [${text(inputs.username)}] not found`,
    ),
    ...numberRefusals("to", inputs),
  ],
  secrets: ["to"],
  writeOnly: ["to"],
  id,
};

const actions = ["create-alert", "acknowledged-alert", "closed-alert", "assigned-alert", "add-note", "schedule-start", "schedule-end"];

const notificationRule: ResourceModel = {
  required: ["actionType", "username"],
  replaces: ["username", "actionType"],
  defaults: (inputs) => filled({ enabled: true }, inputs),
  check: (inputs) => [
    ...oneOf("actionType", inputs.actionType, actions),
    ...refuseIf(inputs.actionType === "create-alert" && list(inputs.steps).length === 0, "steps", "steps are required for create-alert"),
    ...each(inputs, "steps", (step, path) => each(step, "contacts", (contact, place) => present(place, contact, ["method", "to"]), path)),
  ],
  refuse: (inputs) =>
    each(inputs, "steps", (step, path) =>
      each(
        step,
        "contacts",
        (contact, place) => [...oneOf(`${place}.method`, contact.method, methods), ...numberRefusals(`${place}.to`, contact)],
        path,
      ),
    ),
  secrets: ["steps"],
  writeOnly: ["steps"],
  id,
};

const team: ResourceModel = {
  autoname: "name",
  defaults: (inputs) => filled({ ignoreMembers: false, deleteDefaultResources: false }, inputs),
  check: (inputs) => each(inputs, "members", (member, path) => oneOf(`${path}.role`, member.role, ["admin", "user"])),
  refuse: (inputs, { id: own, account }) => [
    ...taken("team", inputs, own, account),
    ...each(inputs, "members", (member, path) => exists("user", `${path}.id`, member.id, account)),
  ],
  refuseDelete: (own, _stored, account) => {
    const holder = ["schedule", "escalation", "apiIntegration"]
      .flatMap((kind) => account.all(kind))
      .find((object) => object.fields.ownerTeamId === own);
    return holder && `it owns ${text(holder.fields.name)}`;
  },
  // Members are a set.
  normalise: membersInOrder,
  canonical: membersInOrder,
  // Said once, at creation: never given back.
  writeOnly: ["deleteDefaultResources", "ignoreMembers"],
  id,
};

function membersInOrder(inputs: Fields): Fields {
  if (inputs.members === undefined) return inputs;
  return {
    ...inputs,
    members: list(inputs.members)
      .map(fields)
      .sort((a, b) => (text(a.id) < text(b.id) ? -1 : 1)),
  };
}

const schedule: ResourceModel = {
  autoname: "name",
  defaults: (inputs) => filled({ enabled: true, timezone: "America/New_York" }, inputs),
  refuse: (inputs, { id: own, account }) => [
    ...taken("schedule", inputs, own, account),
    ...refuseIf(!isTimeZone(inputs.timezone), "timezone", `Timezone [${text(inputs.timezone)}] is not valid`),
    ...exists("team", "ownerTeamId", inputs.ownerTeamId, account),
  ],
  refuseDelete: usedByEscalation,
  id,
};

function usedByEscalation(own: string, _stored: Fields, account: Account): string | undefined {
  const names = (rule: Fields) => list(rule.recipients).some((recipient) => text(fields(recipient).id) === own);
  const holder = account.all("escalation").find((object) => list(object.fields.rules).some((rule) => names(fields(rule))));
  return holder && `it is used by the escalation ${text(holder.fields.name)}`;
}

const halfHours = ["0", "30"];
const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const rotation: ResourceModel = {
  autoname: "name",
  required: ["participants", "scheduleId", "startDate", "type"],
  replaces: ["scheduleId"],
  defaults: (inputs) => filled({ length: 1 }, inputs),
  check: (inputs) => [
    ...oneOf("type", inputs.type, ["hourly", "daily", "weekly"]),
    ...refuseIf(!/:(?:00|30):00Z$/.test(text(inputs.startDate)), "startDate", "minutes should be 0 or 30, in UTC"),
    ...each(inputs, "participants", (participant, path) => oneOf(`${path}.type`, participant.type, ["user", "team", "escalation", "none"])),
    ...restrictionRefusals(inputs.timeRestriction),
  ],
  refuse: (inputs, { account }) => [
    ...exists("schedule", "scheduleId", inputs.scheduleId, account),
    ...each(inputs, "participants", (participant, path) =>
      participant.type === "user" ? exists("user", `${path}.id`, participant.id, account) : [],
    ),
    ...within("length", inputs.length, 1, 1000),
  ],
  id,
};

function restrictionRefusals(value: Value | undefined): Refusal[] {
  if (value === undefined) return [];
  const restriction = fields(value);
  const path = "timeRestriction";
  const clocks = restriction.type === "time-of-day" ? [fields(restriction.restriction)] : list(restriction.restrictions).map(fields);
  return [
    ...oneOf(`${path}.type`, restriction.type, ["time-of-day", "weekday-and-time-of-day"]),
    ...clocks.flatMap((clock) => ["startMin", "endMin"].flatMap((name) => oneOf(`${path}.${name}`, clock[name], halfHours))),
    ...clocks.flatMap((clock) => ["startHour", "endHour"].flatMap((name) => within(`${path}.${name}`, clock[name], 0, 23))),
    ...clocks.flatMap((clock) => ["startDay", "endDay"].flatMap((name) => oneOf(`${path}.${name}`, clock[name], weekdays))),
  ];
}

const escalation: ResourceModel = {
  autoname: "name",
  required: ["rules"],
  check: (inputs) =>
    each(inputs, "rules", (rule, path) => [
      ...oneOf(`${path}.condition`, rule.condition, ["if-not-acked", "if-not-closed"]),
      ...oneOf(`${path}.notifyType`, rule.notifyType, ["default", "next", "previous", "users", "admins", "random", "all"]),
      ...refuseIf(list(rule.recipients).length !== 1, `${path}.recipients`, "exactly one recipient is allowed"),
    ]),
  refuse: (inputs, { id: own, account }) => [
    ...taken("escalation", inputs, own, account),
    ...exists("team", "ownerTeamId", inputs.ownerTeamId, account),
    ...each(inputs, "rules", (rule, path) => [
      ...within(`${path}.delay`, rule.delay, 0, 100_000),
      ...list(rule.recipients).flatMap((recipient) =>
        exists(text(fields(recipient).type), `${path}.recipients`, fields(recipient).id, account),
      ),
    ]),
    ...each(inputs, "repeats", (repeat, path) => within(`${path}.count`, repeat.count, 1, 20)),
  ],
  refuseDelete: (own, _stored, account) => {
    const holder = account
      .all("apiIntegration")
      .find((object) => list(object.fields.responders).some((responder) => text(fields(responder).id) === own));
    return holder && `it is a responder of the integration ${text(holder.fields.name)}`;
  },
  id,
};

const apiIntegration: ResourceModel = {
  autoname: "name",
  replaces: ["type"],
  defaults: (inputs) => filled({ enabled: true, type: "API", allowWriteAccess: true, suppressNotifications: false }, inputs),
  check: (inputs) =>
    each(inputs, "responders", (responder, path) => oneOf(`${path}.type`, responder.type, ["user", "team", "escalation", "schedule"])),
  refuse: (inputs, { id: own, account }) => [
    ...taken("apiIntegration", inputs, own, account),
    ...exists("team", "ownerTeamId", inputs.ownerTeamId, account),
    ...each(inputs, "responders", (responder, path) => exists(text(responder.type), `${path}.id`, responder.id, account)),
    ...(text(inputs.name).length > 250 ? refuse("name", "must have at most 250 characters") : []),
  ],
  computes: ["apiKey"],
  computed: (own) => ({ apiKey: `opsgenie-key-${own}` }),
  secrets: ["apiKey"],
  id,
};

/** Finds one object of the account by a property that is unique in it, as the plugin's data sources do. */
function lookUp(kind: string, property: string): FunctionModel {
  return (args, account) => {
    const wanted = text(args[property]);
    const one = account.all(kind).find(({ fields: object }) => text(object[property]) === wanted);
    if (one === undefined) throw new Error(`No ${kind} exists with ${property} [${wanted}]`);
    return { id: one.id, [property]: wanted };
  };
}

/** Opsgenie as its Terraform provider (0.6.40, behind the bridge) and its API present it, as far as this project uses it. */
export const fake: VendorModel = {
  package: "opsgenie",
  version: "0.6.40",
  bridged: behindBridge("registry.opentofu.org/opsgenie/opsgenie"),
  resources: {
    "opsgenie:index/user:User": user,
    "opsgenie:index/userContact:UserContact": userContact,
    "opsgenie:index/notificationRule:NotificationRule": notificationRule,
    "opsgenie:index/team:Team": team,
    "opsgenie:index/schedule:Schedule": schedule,
    "opsgenie:index/scheduleRotation:ScheduleRotation": rotation,
    "opsgenie:index/escalation:Escalation": escalation,
    "opsgenie:index/apiIntegration:ApiIntegration": apiIntegration,
  },
  functions: {
    "opsgenie:index/getUser:getUser": lookUp("user", "username"),
    "opsgenie:index/getTeam:getTeam": lookUp("team", "name"),
  },
};
