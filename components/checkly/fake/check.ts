import { randomUUID } from "node:crypto";
import type { Refusal, ResourceModel, Subject } from "../../../sandbox/fake-provider/model.ts";
import { each, filled, oneOf, present, refuseIf, within } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, fields, list, text } from "../../../sandbox/fake-provider/value.ts";

/* The names of sets are the plugin's: it makes the plural of what a Terraform file has once or more often. */

const frequencies = [0, 1, 5, 10, 15, 30, 60, 720, 1440].map(String);
const offsets = ["10", "20", "30"];
const minutes = ["5", "10", "15", "30"];
const amounts = [0, 1, 2, 3, 4, 5, 100_000].map(String);
const sources = ["STATUS_CODE", "JSON_BODY", "HEADERS", "TEXT_BODY", "RESPONSE_TIME"];
const comparisons = ["EQUALS", "NOT_EQUALS", "HAS_KEY", "NOT_HAS_KEY", "HAS_VALUE", "NOT_HAS_VALUE", "IS_EMPTY", "NOT_EMPTY"].concat([
  "GREATER_THAN",
  "LESS_THAN",
  "CONTAINS",
  "NOT_CONTAINS",
  "IS_NULL",
  "NOT_NULL",
]);
const locations = ["us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1", "eu-west-1", "eu-west-2"].concat(
  ["eu-west-3", "eu-central-1", "eu-north-1", "eu-south-1", "me-south-1", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3"],
  ["ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-east-1", "ap-south-1", "af-south-1"],
);

export const check: ResourceModel = {
  autoname: "name",
  required: ["activated", "frequency", "type"],
  defaults: (inputs) => ({
    ...filled({ degradedResponseTime: 15_000, maxResponseTime: 30_000 }, inputs),
    ...(inputs.request !== undefined && { request: filled({ method: "GET", bodyType: "NONE" }, fields(inputs.request)) }),
  }),
  check: (inputs) => [
    ...oneOf("frequency", inputs.frequency, frequencies),
    ...within("degradedResponseTime", inputs.degradedResponseTime, 0, 30_000),
    ...within("maxResponseTime", inputs.maxResponseTime, 0, 30_000),
    ...each(inputs, "alertChannelSubscriptions", (one, path) => present(path, one, ["activated", "channelId"])),
    ...each(
      fields(inputs.alertSettings),
      "sslCertificates",
      ({ alertThreshold }, path) => oneOf(`${path}.alertThreshold`, alertThreshold, ["3", "7", "14", "30"]),
      "alertSettings",
    ),
    ...(inputs.request === undefined ? [] : present("request", fields(inputs.request), ["url"])),
    ...each(fields(inputs.request), "assertions", (one, path) => present(path, one, ["comparison", "source"]), "request"),
  ],
  refuse: (inputs, subject) => [
    ...oneOf("type", inputs.type, ["API", "BROWSER"]),
    ...refuseIf(
      text(inputs.frequency) === "0" && !offsets.includes(text(inputs.frequencyOffset ?? "")),
      "frequencyOffset",
      "When property frequency is 0, frequency_offset must be 10, 20 or 30",
    ),
    ...list(inputs.locations).flatMap((location, i) => oneOf(`locations[${i}]`, location, locations)),
    ...subscriptionRefusals(inputs, subject),
    ...settingsRefusals(fields(inputs.alertSettings)),
    ...requestRefusals(inputs),
  ],
  normalise: (inputs) => ({ ...inputs, ...sets(inputs), alertSettings: settingsAsRead(fields(inputs.alertSettings)) }),
  canonical: (inputs) => ({ ...inputs, ...sets(inputs) }),
  id: () => randomUUID(),
};

function subscriptionRefusals(inputs: Fields, { account }: Subject): Refusal[] {
  return each(inputs, "alertChannelSubscriptions", ({ channelId }, path) =>
    refuseIf(
      account.get("alertChannel", text(channelId)) === undefined,
      `${path}.channelId`,
      `alert channel ${text(channelId)} does not exist`,
    ),
  );
}

/** Of what the escalation does not use, the API takes anything: the provider sends 0 where nothing is written. */
function settingsRefusals({ escalationType, ...settings }: Fields): Refusal[] {
  const inside = "alertSettings";
  const used = (name: string, rule: (one: Fields, path: string) => Refusal[]): Refusal[] => each(settings, name, rule, inside);
  return [
    ...oneOf(`${inside}.escalationType`, escalationType, ["RUN_BASED", "TIME_BASED"]),
    ...(escalationType === "RUN_BASED"
      ? used("runBasedEscalations", (one, path) => within(`${path}.failedRunThreshold`, one.failedRunThreshold, 1, 5))
      : []),
    ...(escalationType === "TIME_BASED"
      ? used("timeBasedEscalations", (one, path) => oneOf(`${path}.minutesFailingThreshold`, one.minutesFailingThreshold, minutes))
      : []),
    ...used("reminders", ({ amount, interval }, path) => [
      ...oneOf(`${path}.amount`, amount, amounts),
      ...(text(amount ?? 0) === "0" ? [] : oneOf(`${path}.interval`, interval, minutes)),
    ]),
  ];
}

function requestRefusals({ type, request }: Fields): Refusal[] {
  const { url, method, assertions } = fields(request);
  return [
    ...refuseIf(text(type) === "API" && request === undefined, "request", "an API check needs a request"),
    ...refuseIf(request !== undefined && !/^https?:\/\//.test(text(url)), "request.url", "must be a valid uri"),
    ...oneOf("request.method", method, ["GET", "POST", "PUT", "HEAD", "DELETE", "PATCH"]),
    ...each({ assertions: assertions ?? [] }, "assertions", ({ source, comparison }, path) => [
      ...oneOf(`request.${path}.source`, source, sources),
      ...oneOf(`request.${path}.comparison`, comparison, comparisons),
    ]),
  ];
}

/** What the provider holds without an order. */
function sets(inputs: Fields): Fields {
  const sorted = (name: string): Fields => (inputs[name] === undefined ? {} : { [name]: list(inputs[name]).map(text).sort() });
  return { ...sorted("locations"), ...sorted("tags") };
}

/** The provider reads every part back, whether it was written or not; one that was not shows as a difference. */
function settingsAsRead(settings: Fields): Fields {
  return filled(
    {
      runBasedEscalations: [{ failedRunThreshold: 0 }],
      timeBasedEscalations: [{ minutesFailingThreshold: 0 }],
      reminders: [{ amount: 0, interval: 0 }],
      sslCertificates: [{ enabled: false, alertThreshold: 0 }],
    },
    settings,
  );
}
