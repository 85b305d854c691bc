import { newId } from "../../../sandbox/fake-provider/bridged.ts";
import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { filled, oneOf, present, refuseIf, within } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, fields, text } from "../../../sandbox/fake-provider/value.ts";

/** What each way needs. */
const ways: Readonly<Record<string, readonly string[]>> = {
  email: ["address"],
  opsgenie: ["apiKey", "name", "priority", "region"],
  pagerduty: ["serviceKey"],
  slack: ["channel", "url"],
  sms: ["name", "number"],
  webhook: ["name", "url"],
};
const methods = ["GET", "POST", "PUT", "PATCH", "HEAD", "DELETE"];
const defaults = { sendDegraded: false, sendFailure: true, sendRecovery: true, sslExpiry: false, sslExpiryThreshold: 30 };

const waysOf = (inputs: Fields): string[] => Object.keys(ways).filter((way) => inputs[way] !== undefined);

export const alertChannel: ResourceModel = {
  defaults: (inputs) => ({
    ...filled(defaults, inputs),
    ...(inputs.webhook !== undefined && { webhook: filled({ method: "POST" }, fields(inputs.webhook)) }),
  }),
  check: (inputs) => [
    ...waysOf(inputs).flatMap((way) => present(way, fields(inputs[way]), ways[way] ?? [])),
    ...within("sslExpiryThreshold", inputs.sslExpiryThreshold, 1, 30),
  ],
  refuse: (inputs) => {
    const [first, second] = waysOf(inputs);
    return [
      ...refuseIf(first === undefined, "type", '"type" is required'),
      ...refuseIf(second !== undefined, second ?? "", "Alert-Channel config can't contain more than one Channel"),
      ...addressRefusals(inputs),
    ];
  },
  id: newId,
};

function addressRefusals({ email, slack, webhook }: Fields): Refusal[] {
  const isWeb = (address: string) => URL.canParse(address) && /^https?:/.test(address);
  const { address } = fields(email);
  const { url, method } = fields(webhook);
  return [
    ...refuseIf(email !== undefined && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text(address)), "email.address", "must be a valid email"),
    ...refuseIf(slack !== undefined && !isWeb(text(fields(slack).url)), "slack.url", "must be a valid uri"),
    ...refuseIf(webhook !== undefined && !isWeb(text(url)), "webhook.url", "must be a valid uri"),
    ...oneOf("webhook.method", method, methods),
  ];
}
