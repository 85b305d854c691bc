import type { Account } from "../../../sandbox/account.ts";
import { behindBridge, newId } from "../../../sandbox/fake-provider/bridged.ts";
import type { Refusal, ResourceModel, VendorModel } from "../../../sandbox/fake-provider/model.ts";
import { each, filled, oneOf, present, refuseIf, within } from "../../../sandbox/fake-provider/rules.ts";
import { known, type Shape } from "../../../sandbox/fake-provider/shape.ts";
import { type Fields, fields, list, text } from "../../../sandbox/fake-provider/value.ts";

const monitorShape: Shape = {
  name: true,
  type: true,
  url: true,
  httpMethodType: true,
  followRedirections: true,
  successHttpResponseCodes: true,
  interval: true,
  timeout: true,
  checkSslErrors: true,
  sslExpirationReminder: true,
  domainExpirationReminder: true,
  config: { sslExpirationPeriodDays: true },
  assignedAlertContacts: [{ alertContactId: true, threshold: true, recurrence: true }],
  customFields: true,
  isPaused: true,
  responseTimeThreshold: true,
  tags: true,
};

const types = ["HTTP", "KEYWORD", "PING", "PORT", "HEARTBEAT", "DNS", "API", "UDP"];
const methods = ["HEAD", "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY"];

const monitor: ResourceModel = {
  autoname: "name",
  required: ["interval", "type"],
  replaces: ["type"],
  defaults: (inputs) => filled({ timeout: 30 }, known(inputs, monitorShape)),
  check: (inputs) => [
    ...oneOf("type", inputs.type, types),
    ...oneOf("httpMethodType", inputs.httpMethodType, methods),
    ...within("timeout", inputs.timeout, 0, 60),
    ...each(inputs, "assignedAlertContacts", (contact, path) => present(path, contact, ["alertContactId", "threshold", "recurrence"])),
    ...daysRefusals(fields(inputs.config)),
    ...refuseIf(inputs.type !== "HEARTBEAT" && inputs.url === undefined, "url", "url is required for this type of monitor"),
  ],
  refuse: (inputs, { account }) => [
    ...within("interval", inputs.interval, 30, 86_400),
    ...contactRefusals(inputs, account),
    ...fieldRefusals(fields(inputs.customFields)),
    ...refuseIf(
      fields(inputs.config).sslExpirationPeriodDays !== undefined && !text(inputs.url).startsWith("https:"),
      "config.sslExpirationPeriodDays",
      "SSL expiration is only for https URLs",
    ),
  ],
  normalise: (inputs) => ({ ...inputs, ...sets(inputs) }),
  canonical: (inputs) => ({ ...inputs, ...sets(inputs) }),
  computes: ["status", "postValueType"],
  computed: () => ({ status: "UP", postValueType: "KEY_VALUE" }),
  id: newId,
};

function daysRefusals(config: Fields): Refusal[] {
  const days = list(config.sslExpirationPeriodDays);
  const path = "config.sslExpirationPeriodDays";
  return [
    ...days.flatMap((count, i) => within(`${path}[${i}]`, count, 0, 365)),
    ...refuseIf(days.length > 10, path, `list must contain at most 10 elements, got: ${days.length}`),
  ];
}

function contactRefusals(inputs: Fields, account: Account): Refusal[] {
  return each(inputs, "assignedAlertContacts", ({ alertContactId, threshold }, path) => [
    ...refuseIf(
      account.get("alertContact", text(alertContactId)) === undefined && account.get("integration", text(alertContactId)) === undefined,
      `${path}.alertContactId`,
      `alert contact ${text(alertContactId)} does not exist`,
    ),
    ...refuseIf(
      Number(threshold) < 0 || !Number.isInteger(Number(threshold)),
      `${path}.threshold`,
      "must be a non-negative number of whole minutes",
    ),
  ]);
}

function fieldRefusals(custom: Fields): Refusal[] {
  const entries = Object.entries(custom);
  return [
    ...refuseIf(entries.length > 20, "customFields", "at most 20 custom fields are allowed"),
    ...entries.flatMap(([name, value]) => [
      ...refuseIf(!/^[\w-]{1,64}$/.test(name), `customFields.${name}`, "is no name of a custom field"),
      ...refuseIf(text(value).length > 255, `customFields.${name}`, "must have at most 255 characters"),
    ]),
  ];
}

/** What the vendor holds without an order. */
function sets(inputs: Fields): Fields {
  const contacts = list(inputs.assignedAlertContacts).map(fields);
  return {
    ...(inputs.successHttpResponseCodes !== undefined && {
      successHttpResponseCodes: list(inputs.successHttpResponseCodes).map(text).sort(),
    }),
    ...(inputs.assignedAlertContacts !== undefined && {
      assignedAlertContacts: contacts.sort((a, b) => (text(a.alertContactId) < text(b.alertContactId) ? -1 : 1)),
    }),
  };
}

const alertContact: ResourceModel = {
  autoname: "name",
  required: ["type"],
  replaces: ["type", "value"],
  check: (inputs) => [
    ...oneOf("type", inputs.type, ["email", "mobileAppOld", "mobileApp"]),
    ...oneOf("notificationEvents", inputs.notificationEvents, ["upAndDown", "down", "up", "none"]),
  ],
  refuse: (inputs) =>
    refuseIf(inputs.type === "email" && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text(inputs.value)), "value", "must be a valid email"),
  computes: ["status", "orgAlertContactId", "mobileProviderId"],
  // A person has to follow the link in the first e-mail.
  computed: (id) => ({ status: "notActivated", orgAlertContactId: Number(id), mobileProviderId: 0 }),
  secrets: ["value"],
  refuseDelete: inUse,
  id: newId,
};

const integrationTypes = [
  "slack",
  "webhook",
  "discord",
  "telegram",
  "pushover",
  "pushbullet",
  "msteams",
  "zapier",
  "pagerduty",
  "googlechat",
  "splunk",
  "mattermost",
];

const integration: ResourceModel = {
  autoname: "name",
  required: ["enableNotificationsFor", "sslExpirationReminder", "type", "value"],
  replaces: ["type"],
  check: (inputs) => [
    ...oneOf("type", inputs.type, integrationTypes),
    ...within("enableNotificationsFor", inputs.enableNotificationsFor, 1, 4),
    ...oneOf("location", inputs.location, ["us", "eu"]),
    ...refuseIf(inputs.location !== undefined && inputs.type !== "pagerduty", "location", "is only valid for pagerduty integrations"),
    ...refuseIf(inputs.postValue !== undefined && inputs.type !== "webhook", "postValue", "is only valid for webhook integrations"),
    ...refuseIf(inputs.customValue !== undefined && inputs.type === "webhook", "customValue", "is not used for webhook integrations"),
  ],
  refuse: (inputs) => [
    ...refuseIf(
      inputs.type === "slack" && !text(inputs.value).startsWith("https://hooks.slack.com/"),
      "value",
      "must be a valid Slack webhook URL",
    ),
    ...refuseIf(inputs.type === "webhook" && !text(inputs.value).startsWith("https://"), "value", "must be a valid URL"),
  ],
  refuseDelete: inUse,
  secrets: ["value"],
  writeOnly: ["value"],
  id: newId,
};

function inUse(id: string, _stored: Fields, account: Account): string | undefined {
  const holder = account
    .all("monitor")
    .find(({ fields: stored }) => list(stored.assignedAlertContacts).some((contact) => text(fields(contact).alertContactId) === id));
  return holder && `it is assigned to the monitor ${text(holder.fields.name)}`;
}

/** UptimeRobot as its Terraform provider (1.10.0, behind the bridge) and its API present it, as far as this project uses it. */
export const fake: VendorModel = {
  package: "uptimerobot",
  version: "1.10.0",
  bridged: behindBridge("registry.opentofu.org/uptimerobot/uptimerobot"),
  resources: {
    "uptimerobot:index/monitor:Monitor": monitor,
    "uptimerobot:index/alertContact:AlertContact": alertContact,
    "uptimerobot:index/integration:Integration": integration,
  },
};
