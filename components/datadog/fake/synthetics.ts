import { randomUUID } from "node:crypto";
import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { each, filled, oneOf, present, refuseIf, within } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, fields, list, text } from "../../../sandbox/fake-provider/value.ts";
import { nonBlank } from "./shared.ts";

const renotifications = [0, 10, 20, 30, 40, 50, 60, 90, 120, 180, 240, 300, 360, 720, 1440].map(String);
const operators: Readonly<Record<string, readonly string[]>> = {
  statusCode: ["is", "isNot", "matches", "doesNotMatch"],
  certificate: ["isInMoreThan", "isInLessThan"],
  responseTime: ["lessThan"],
};

/** A test of an endpoint. Its monitor is made with it. */
export const syntheticsTest: ResourceModel = {
  required: ["locations", "name", "status", "type"],
  replaces: ["type", "subtype"],
  defaults: (inputs) => ({ ...inputs, optionsList: filled({ followRedirects: false }, fields(inputs.optionsList)) }),
  check: (inputs) => [
    ...oneOf("type", inputs.type, ["api", "browser", "mobile", "network"]),
    ...oneOf("subtype", inputs.subtype, ["http", "ssl", "tcp", "dns", "multi", "icmp", "udp", "websocket", "grpc"]),
    ...oneOf("status", inputs.status, ["live", "paused"]),
    ...optionRefusals(fields(inputs.optionsList)),
    ...each(inputs, "assertions", (assertion, path) => present(path, assertion, ["type"])),
  ],
  refuse: (inputs) => [
    ...nonBlank(inputs, "name"),
    ...refuseIf(list(inputs.locations).length === 0, "locations", "at least one location is needed"),
    ...requestRefusals(inputs),
    ...each(inputs, "assertions", ({ type, operator, target }, path) => [
      ...oneOf(`${path}.operator`, operator, operators[text(type)] ?? []),
      ...refuseIf(text(target) === "", `${path}.target`, "a target is needed"),
    ]),
    ...refuseIf(list(inputs.assertions).length === 0, "assertions", "at least one assertion is needed"),
  ],
  // Locations are a set; tags come back in lower case and sorted.
  normalise: settled,
  canonical: settled,
  computes: ["monitorId"],
  computed: (id) => ({ monitorId: Number.parseInt(id.replaceAll("-", "").slice(0, 6), 16) }),
  id: () => randomUUID(),
};

function settled(inputs: Fields): Fields {
  return {
    ...inputs,
    locations: list(inputs.locations).map(text).sort(),
    tags: list(inputs.tags)
      .map((tag) => text(tag).toLowerCase())
      .sort(),
  };
}

function optionRefusals(options: Fields): Refusal[] {
  return [
    ...present("optionsList", options, ["tickEvery"]),
    ...within("optionsList.tickEvery", options.tickEvery, 30, 604_800),
    ...within("optionsList.minFailureDuration", options.minFailureDuration, 0, 7200),
    ...within("optionsList.monitorPriority", options.monitorPriority, 1, 5),
    ...oneOf("optionsList.monitorOptions.renotifyInterval", fields(options.monitorOptions).renotifyInterval, renotifications),
  ];
}

function requestRefusals({ subtype, requestDefinition, optionsList, locations }: Fields): Refusal[] {
  const { url, method, host, port, timeout } = fields(requestDefinition);
  const http = text(subtype) === "http";
  return [
    ...refuseIf(http && !/^https?:\/\//.test(text(url)), "requestDefinition.url", "a URL is needed"),
    ...refuseIf(http && method === undefined, "requestDefinition.method", "a method is needed"),
    ...refuseIf(
      text(subtype) === "ssl" && (host === undefined || port === undefined),
      "requestDefinition.host",
      "a host and a port are needed",
    ),
    ...within("requestDefinition.timeout", timeout, 0, 60),
    ...refuseIf(
      Number(fields(optionsList).minLocationFailed) > list(locations).length,
      "optionsList.minLocationFailed",
      "is more than there are locations",
    ),
  ];
}
