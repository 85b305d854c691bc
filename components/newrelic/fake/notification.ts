import { randomUUID } from "node:crypto";
import type { Account } from "../../../sandbox/account.ts";
import { missingRefusals } from "../../../sandbox/fake-provider/bridged.ts";
import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { each, filled, oneOf, present, refuse, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, fields, list, text } from "../../../sandbox/fake-provider/value.ts";

const creatable = [
  "EMAIL",
  "WEBHOOK",
  "PAGERDUTY_ACCOUNT_INTEGRATION",
  "PAGERDUTY_SERVICE_INTEGRATION",
  "SERVICE_NOW",
  "SERVICE_NOW_APP",
  "JIRA",
  "MOBILE_PUSH",
  "EVENT_BRIDGE",
  "MICROSOFT_TEAMS",
  "WORKFLOW_AUTOMATION",
];
const importable = ["SLACK", "SLACK_COLLABORATION"];

const propertyOf = (inputs: Fields, key: string): string | undefined => {
  const found = list(inputs.properties)
    .map(fields)
    .find((property) => property.key === key);
  return found === undefined ? undefined : text(found.value);
};

/** Properties are a set; the provider adds where a thing was made, and does not count it as a difference. */
function properties(inputs: Fields): Fields {
  const own = list(inputs.properties)
    .map(fields)
    .filter(({ key }) => key !== "source")
    .sort((a, b) => (text(a.key) < text(b.key) ? -1 : 1));
  return { ...inputs, properties: own };
}

export const notificationDestination: ResourceModel = {
  autoname: "name",
  required: ["properties", "type"],
  replaces: ["type", "accountId"],
  defaults: (inputs) => filled({ active: true }, inputs),
  check: (inputs) => [
    ...oneOf("type", inputs.type, [...creatable, ...importable]),
    ...each(inputs, "properties", (property, path) => present(path, property, ["key", "value"])),
    ...(inputs.secureUrl === undefined ? [] : present("secureUrl", fields(inputs.secureUrl), ["prefix", "secureSuffix"])),
  ],
  refuse: (inputs) => [
    ...refuseIf(
      importable.includes(text(inputs.type)),
      "type",
      `a destination with '${text(inputs.type)}' type cannot be created via terraform`,
    ),
    ...addressRefusals(inputs),
  ],
  refuseDelete: (id, _stored, account) => inUse(account, "notificationChannel", "destinationId", id),
  canonical: properties,
  computes: ["accountId", "guid", "lastSent", "status"],
  computed: (id) => ({
    accountId: "1234567",
    guid: Buffer.from(`AIOPS|DESTINATION|${id}`).toString("base64"),
    lastSent: "",
    status: "DEFAULT",
  }),
  secrets: ["authToken.token", "secureUrl.secureSuffix"],
  writeOnly: ["authToken.token", "secureUrl.secureSuffix"],
  id: () => randomUUID(),
};

function addressRefusals(inputs: Fields): Refusal[] {
  switch (inputs.type) {
    case "EMAIL": {
      const addresses = (propertyOf(inputs, "email") ?? "").split(",");
      return refuseIf(!addresses.every((one) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(one)), "properties", "email is not a valid address");
    }
    case "WEBHOOK": {
      const { prefix } = fields(inputs.secureUrl ?? {});
      const address = propertyOf(inputs, "url") ?? text(prefix ?? "");
      return refuseIf(!/^https?:\/\//.test(address), "secureUrl", "url is required and must be a valid URL");
    }
    case "PAGERDUTY_SERVICE_INTEGRATION":
      return refuseIf(text(fields(inputs.authToken ?? {}).token) === "", "authToken", "credentials are required for this destination type");
    default:
      return [];
  }
}

/** Keys that a message must have, by its type. */
const needed: Readonly<Record<string, readonly string[]>> = { WEBHOOK: ["payload"], PAGERDUTY_SERVICE_INTEGRATION: ["summary"], EMAIL: [] };

export const notificationChannel: ResourceModel = {
  autoname: "name",
  required: ["destinationId", "product", "properties", "type"],
  replaces: ["accountId", "destinationId", "product", "type"],
  defaults: (inputs) => filled({ active: true }, inputs),
  check: (inputs) => [
    ...oneOf("product", inputs.product, ["DISCUSSIONS", "ERROR_TRACKING", "IINT"]),
    ...oneOf("type", inputs.type, [...Object.keys(needed), "SLACK", "MOBILE_PUSH", "PAGERDUTY_ACCOUNT_INTEGRATION"]),
  ],
  refuse: (inputs, { account }) => {
    const destination = account.get("notificationDestination", text(inputs.destinationId));
    return [
      ...missingRefusals("notificationDestination", "destinationId", inputs.destinationId, account),
      ...refuseIf(destination !== undefined && destination.type !== inputs.type, "type", "channel and destination are of different types"),
      ...(needed[text(inputs.type)] ?? []).flatMap((key) =>
        refuseIf((propertyOf(inputs, key) ?? "") === "", "properties", `the property ${key} is required`),
      ),
      ...["payload", "customDetails"].flatMap((key) => templateRefusals(propertyOf(inputs, key), key)),
    ];
  },
  refuseDelete: (id, _stored, account) => {
    const holder = account.all("workflow").find((one) => list(one.fields.destinations).some((of) => text(fields(of).channelId) === id));
    return holder && `it is used by the workflow ${text(holder.fields.name)}`;
  },
  canonical: properties,
  computes: ["accountId", "status"],
  computed: () => ({ accountId: "1234567", status: "DEFAULT" }),
  id: () => randomUUID(),
};

/** What is sent must be JSON once the variables are filled in. */
function templateRefusals(template: string | undefined, key: string): Refusal[] {
  if (template === undefined) return [];
  try {
    JSON.parse(template.replaceAll(/\{\{\s*json [^}]+\}\}/g, '"x"').replaceAll(/\{\{[^}]+\}\}/g, "x"));
    return [];
  } catch {
    return refuse("properties", `${key} is not valid JSON`);
  }
}

function inUse(account: Account, kind: string, by: string, id: string): string | undefined {
  const holder = account.all(kind).find(({ fields: stored }) => text(stored[by]) === id);
  return holder && `it is used by ${text(holder.fields.name)}`;
}

const triggers = ["ACTIVATED", "ACKNOWLEDGED", "INVESTIGATING", "PRIORITY_CHANGED", "CLOSED", "OTHER_UPDATES"];
const handlings = ["DONT_NOTIFY_FULLY_MUTED_ISSUES", "DONT_NOTIFY_FULLY_OR_PARTIALLY_MUTED_ISSUES", "NOTIFY_ALL_ISSUES"];
const listOperators = ["CONTAINS", "DOES_NOT_CONTAIN", "EXACTLY_MATCHES", "DOES_NOT_EXACTLY_MATCH"];
const plainOperators = ["EQUAL", "DOES_NOT_EQUAL", "STARTS_WITH", "ENDS_WITH", "CONTAINS", "DOES_NOT_CONTAIN", "IS", "IS_NOT"];

export const workflow: ResourceModel = {
  autoname: "name",
  required: ["destinations", "issuesFilter", "mutingRulesHandling"],
  replaces: ["accountId"],
  defaults: (inputs) => filled({ enabled: true, enrichmentsEnabled: true }, inputs),
  check: (inputs) => [
    ...oneOf("mutingRulesHandling", inputs.mutingRulesHandling, handlings),
    ...present("issuesFilter", fields(inputs.issuesFilter), ["name", "type"]),
    ...oneOf("issuesFilter.type", fields(inputs.issuesFilter).type, ["FILTER"]),
    ...each(
      fields(inputs.issuesFilter),
      "predicates",
      (one, path) => oneOf(`${path}.operator`, one.operator, text(one.attribute).includes(".") ? listOperators : plainOperators),
      "issuesFilter",
    ),
    ...each(inputs, "destinations", (one, path) => [
      ...present(path, one, ["channelId"]),
      ...list(one.notificationTriggers).flatMap((trigger, i) => oneOf(`${path}.notificationTriggers[${i}]`, trigger, triggers)),
    ]),
  ],
  refuse: (inputs, { id, account }) => [
    ...refuseIf(list(inputs.destinations).length === 0, "destinations", "at least one destination is required"),
    ...each(inputs, "destinations", ({ channelId }, path) => [
      ...missingRefusals("notificationChannel", `${path}.channelId`, channelId, account),
      ...refuseIf(
        account
          .all("workflow")
          .some((other) => other.id !== id && list(other.fields.destinations).some((of) => fields(of).channelId === channelId)),
        `${path}.channelId`,
        "a channel can be used in a single workflow only",
      ),
    ]),
  ],
  normalise: destinations,
  canonical: destinations,
  computes: ["accountId", "guid", "lastRun", "workflowId"],
  computed: (id) => ({ accountId: "1234567", guid: Buffer.from(`AIOPS|WORKFLOW|${id}`).toString("base64"), lastRun: "", workflowId: id }),
  id: () => randomUUID(),
};

/** Destinations are a set. */
function destinations(inputs: Fields): Fields {
  const sorted = list(inputs.destinations)
    .map(fields)
    .sort((a, b) => (text(a.channelId) < text(b.channelId) ? -1 : 1));
  return { ...inputs, destinations: sorted };
}
