import { createHash } from "node:crypto";
import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { filled, isTimeZone, oneOf, refuse, refuseIf, within } from "../../../sandbox/fake-provider/rules.ts";
import { fingerprint } from "../../../sandbox/fake-provider/stored.ts";
import { type Fields, fields, isFields, list, type Path, text, type Value } from "../../../sandbox/fake-provider/value.ts";
import { vendorNames } from "./functions.ts";
import { policyRefusals } from "./on-call.ts";
import { htmlUrl, missingRefusals, nameRefusals, newId, placeholder, takenRefusals } from "./shared.ts";

export const service: ResourceModel = {
  autoname: "name",
  required: ["escalationPolicy"],
  defaults: (inputs) =>
    filled(
      {
        acknowledgementTimeout: "1800",
        autoResolveTimeout: "14400",
        alertCreation: "create_alerts_and_incidents",
        description: placeholder,
      },
      inputs,
    ),
  check: (inputs) => [
    ...nameRefusals(inputs),
    ...oneOf("alertCreation", inputs.alertCreation, ["create_alerts_and_incidents", "create_incidents"]),
  ],
  refuse: (inputs, { id, account }) => [
    ...takenRefusals("service", "name", inputs, id, account),
    ...policyRefusals("escalationPolicy", inputs.escalationPolicy, account),
    ...timeoutRefusals("acknowledgementTimeout", inputs.acknowledgementTimeout),
    ...timeoutRefusals("autoResolveTimeout", inputs.autoResolveTimeout),
    ...urgencyRuleRefusals(inputs),
    ...supportHoursRefusals(inputs),
  ],
  computes: ["createdAt", "htmlUrl", "lastIncidentTimestamp", "status", "type", "incidentUrgencyRule", "alertGrouping", "responsePlay"],
  computed: (id, stored) => ({
    createdAt: "2026-01-01T00:00:00Z",
    htmlUrl: htmlUrl("services", id),
    lastIncidentTimestamp: "",
    status: "active",
    type: "service",
    incidentUrgencyRule: stored.incidentUrgencyRule ?? { type: "constant", urgency: "high" },
  }),
  id: newId,
};

/** Seconds as text, or the text "null" for "never". */
function timeoutRefusals(property: Path, value: Value | undefined): Refusal[] {
  return refuseIf(
    value !== undefined && value !== "null" && !/^\d+$/.test(text(value)),
    property,
    `"${text(value)}" is not a number of seconds`,
  );
}

function urgencyRuleRefusals(inputs: Fields): Refusal[] {
  const rule = inputs.incidentUrgencyRule;
  if (!isFields(rule)) return [];
  const path = "incidentUrgencyRule";
  const hours = ["duringSupportHours", "outsideSupportHours"];
  const urgencies = ["high", "low", "severity_based"];
  const type = oneOf(`${path}.type`, rule.type, ["constant", "use_support_hours"]);
  if (rule.type === "use_support_hours") {
    return [
      ...refuseIf(rule.urgency !== undefined, `${path}.urgency`, "general urgency cannot be set for a use_support_hours rule"),
      ...hours.flatMap((name) => refuseIf(rule[name] === undefined, `${path}.${name}`, "must be set for a use_support_hours rule")),
      ...hours.flatMap((name) => oneOf(`${path}.${name}.urgency`, fields(rule[name]).urgency, urgencies)),
      ...refuseIf(inputs.supportHours === undefined, "supportHours", "must be set for a use_support_hours rule"),
    ];
  }
  return [
    ...type,
    ...oneOf(`${path}.urgency`, rule.urgency ?? "", urgencies),
    ...hours.flatMap((name) => refuseIf(rule[name] !== undefined, `${path}.${name}`, "cannot be set for a constant rule")),
  ];
}

function supportHoursRefusals(inputs: Fields): Refusal[] {
  const hours = inputs.supportHours;
  if (!isFields(hours)) return [];
  return [
    ...oneOf("supportHours.type", hours.type, ["fixed_time_per_day"]),
    ...refuseIf(!isTimeZone(hours.timeZone), "supportHours.timeZone", `unknown time zone "${text(hours.timeZone)}"`),
    ...["startTime", "endTime"].flatMap((name) =>
      refuseIf(
        !/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(text(hours[name])),
        `supportHours.${name}`,
        `"${text(hours[name])}" is not HH:mm:ss`,
      ),
    ),
    ...list(hours.daysOfWeeks).flatMap((day, i) => within(`supportHours.daysOfWeeks[${i}]`, day, 1, 7)),
  ];
}

const integrationTypes = [
  "aws_cloudwatch_inbound_integration",
  "cloudkick_inbound_integration",
  "event_transformer_api_inbound_integration",
  "events_api_v2_inbound_integration",
  "generic_email_inbound_integration",
  "generic_events_api_inbound_integration",
  "keynote_inbound_integration",
  "nagios_inbound_integration",
  "pingdom_inbound_integration",
  "sql_monitor_inbound_integration",
];

/** The key that senders use. The same id always has the same one, so that no file need hold it. */
export function integrationKeyOf(id: string): string {
  return createHash("sha256").update(`integration key of ${id}`).digest("hex").slice(0, 32);
}

/** What another account holds of that key. */
export const storedKeyOf = (id: string): string => fingerprint(integrationKeyOf(id));

export const serviceIntegration: ResourceModel = {
  autoname: "name",
  required: ["service"],
  // A new service means a new integration, and with it a new key.
  replaces: ["service", "type", "vendor"],
  check: (inputs) => oneOf("type", inputs.type, integrationTypes),
  refuse: (inputs, { account }) => [
    ...missingRefusals("service", "service", inputs.service, account),
    ...refuseIf(inputs.type === undefined && inputs.vendor === undefined, "type", "either a type or a vendor must be given"),
    ...refuseIf(
      inputs.vendor !== undefined && !vendorNames.has(text(inputs.vendor)),
      "vendor",
      `vendor ${text(inputs.vendor)} was not found`,
    ),
  ],
  computes: ["htmlUrl", "integrationKey", "type"],
  computed: (id, stored) => ({
    htmlUrl: htmlUrl("integrations", id),
    integrationKey: integrationKeyOf(id),
    type: stored.type ?? "event_transformer_api_inbound_integration",
  }),
  secrets: ["integrationKey"],
  id: newId,
};

/** A grouping window (s): 5 minutes to an hour, or a whole day. */
function windowRefusals(property: Path, value: Value | undefined): Refusal[] {
  const seconds = Number(value);
  return refuseIf(
    value !== undefined && !(seconds >= 300 && seconds <= 3_600) && seconds !== 86_400,
    property,
    `${text(value)} is not between 300 and 3600, nor 86400`,
  );
}

export const alertGroupingSetting: ResourceModel = {
  autoname: "name",
  required: ["services", "type"],
  defaults: (inputs) => filled({ description: placeholder }, inputs),
  check: (inputs) => {
    const config = fields(inputs.config);
    const byContent = text(inputs.type).startsWith("content_based");
    return [
      ...oneOf("type", inputs.type, ["intelligent", "time", "content_based", "content_based_intelligent"]),
      ...windowRefusals("config.timeWindow", config.timeWindow),
      ...refuseIf(inputs.type === "time" && config.timeWindow !== undefined, "config.timeWindow", "cannot be set for type time"),
      ...refuseIf(inputs.type !== "time" && config.timeout !== undefined, "config.timeout", "can be set for type time only"),
      ...(config.timeout === undefined || config.timeout === 0 ? [] : within("config.timeout", config.timeout, 60, 86_400)),
      ...(byContent ? oneOf("config.aggregate", config.aggregate ?? "", ["all", "any"]) : []),
    ];
  },
  refuse: (inputs, { id, account }) => [
    ...refuseIf(list(inputs.services).length === 0, "services", "Services can't be blank"),
    ...list(inputs.services).flatMap((member, i) => missingRefusals("service", `services[${i}]`, member, account)),
    ...refuseIf(
      text(inputs.type).startsWith("content_based") && list(fields(inputs.config).fields).length === 0,
      "config.fields",
      "Fields can't be blank for content based grouping",
    ),
    ...account
      .all("alertGroupingSetting")
      .filter((other) => other.id !== id && list(other.fields.services).some((member) => list(inputs.services).includes(member)))
      .flatMap((other) => refuse("services", `a service belongs to another alert grouping setting already (${text(other.fields.name)})`)),
  ],
  // The API gives services back in the order of their ids; to the plugin they are a set.
  normalise: (inputs) => ({ ...inputs, services: list(inputs.services).map(text).sort() }),
  canonical: (inputs) => ({ ...inputs, services: list(inputs.services).map(text).sort() }),
  id: newId,
};
