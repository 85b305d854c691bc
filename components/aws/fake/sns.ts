import { randomUUID } from "node:crypto";
import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { filled, oneOf, refuse, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, text } from "../../../sandbox/fake-provider/value.ts";
import { arn, computedOf, owner, tagRefusals } from "./shared.ts";

export const topic: ResourceModel = {
  autoname: "name",
  replaces: ["name", "fifoTopic"],
  check: (inputs) => refuseIf(!/^[\w-]{1,256}(\.fifo)?$/.test(text(inputs.name)), "name", "is no name of a topic"),
  refuse: tagRefusals,
  computes: [
    "arn",
    "region",
    "tagsAll",
    "namePrefix",
    "owner",
    "policy",
    "signatureVersion",
    "tracingConfig",
    "fifoThroughputScope",
    "beginningArchiveTime",
  ],
  computed: (id, stored) => ({
    ...computedOf("sns", text(stored.name), stored),
    owner,
    policy: JSON.stringify({ Version: "2008-10-17", Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Resource: id }] }),
    signatureVersion: 0,
    tracingConfig: "",
  }),
  id: (inputs) => arn("sns", text(inputs.name)),
};

const protocols = ["sqs", "sms", "lambda", "firehose", "application", "email", "email-json", "http", "https"];

export const topicSubscription: ResourceModel = {
  required: ["topic", "protocol", "endpoint"],
  replaces: ["topic", "protocol", "endpoint"],
  defaults: (inputs) => filled({ confirmationTimeoutInMinutes: 1, endpointAutoConfirms: false, rawMessageDelivery: false }, inputs),
  check: (inputs) => oneOf("protocol", inputs.protocol, protocols),
  refuse: (inputs, { account }) => [
    ...refuseIf(account.get("topic", text(inputs.topic)) === undefined, "topic", `Topic does not exist: ${text(inputs.topic)}`),
    ...endpointRefusals(inputs),
  ],
  // SNS gives the address back; here it lies as a hash, because the key of a pager is a part of it.
  writeOnly: ["endpoint"],
  computes: ["arn", "region", "confirmationWasAuthenticated", "filterPolicyScope", "ownerId", "pendingConfirmation"],
  computed: (id, stored) => ({
    arn: id,
    region: computedOf("sns", "", stored).region ?? "",
    confirmationWasAuthenticated: false,
    filterPolicyScope: "",
    ownerId: owner,
    // A person has to follow the link in the first e-mail.
    pendingConfirmation: text(stored.protocol).startsWith("email"),
  }),
  id: (inputs) => `${text(inputs.topic)}:${randomUUID()}`,
};

function endpointRefusals({ protocol, endpoint, endpointAutoConfirms }: Fields): Refusal[] {
  const address = text(endpoint);
  switch (text(protocol)) {
    case "https":
    case "http":
      // The plugin would wait for a confirmation that never comes.
      if (endpointAutoConfirms !== true)
        return refuse("endpointAutoConfirms", `${text(protocol)} is supported only for endpoints that confirm by themselves`);
      return refuseIf(
        !address.startsWith(`${text(protocol)}://`),
        "endpoint",
        `Endpoint must match the specified protocol ${text(protocol)}`,
      );
    case "email":
      return refuseIf(!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(address), "endpoint", "Invalid parameter: Email address");
    default:
      return [];
  }
}
