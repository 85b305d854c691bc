import type * as newrelic from "@pulumi/newrelic";
import type { Input } from "@pulumi/pulumi";
import type { Environment } from "../../model/resolved.ts";
import { nameIn } from "../names.ts";

/** One way in which a route notifies. */
export type Way = "page" | "slack" | "email" | "webhook";

/** The provider adds a property of its own where a destination needs none; written, it is no difference. */
const fromTerraform = { key: "source", value: "terraform", label: "terraform-source-internal" };

export function mailDestination(environment: Environment, channel: string, address: string): newrelic.NotificationDestinationArgs {
  return { name: nameIn(environment, `${channel} by e-mail`), type: "EMAIL", active: true, properties: [{ key: "email", value: address }] };
}

/**
 * An incoming webhook of Slack, or a gateway of one's own. A destination of the type SLACK can be made in New Relic's
 * pages alone. Of the address, what follows the host is the secret.
 *
 * @param secureUrl secret: the address, {@link split}
 */
export function webhookDestination(
  environment: Environment,
  name: string,
  secureUrl: Input<ReturnType<typeof split>>,
): newrelic.NotificationDestinationArgs {
  return { name: nameIn(environment, name), type: "WEBHOOK", active: true, secureUrl, properties: [fromTerraform] };
}

/** @throws Error for what is no address; nothing of it is in the message */
export function split(address: string): { prefix: string; secureSuffix: string } {
  const [, prefix, secureSuffix] = /^(https:\/\/[^/]+\/)(.+)$/.exec(address) ?? [];
  if (prefix === undefined || secureSuffix === undefined) throw new Error("the address of a webhook is https://host/ and a path");
  return { prefix, secureSuffix };
}

/** @param token secret key that the pager made for New Relic */
export function pageDestination(environment: Environment, onCall: string, token: Input<string>): newrelic.NotificationDestinationArgs {
  const authToken = { prefix: "Token token=", token };
  // This type has no property of its own, and one is required ("Additional Examples" of the provider).
  const properties = [{ key: "", value: "" }];
  return { name: nameIn(environment, onCall), type: "PAGERDUTY_SERVICE_INTEGRATION", active: true, authToken, properties };
}

const types = { page: "PAGERDUTY_SERVICE_INTEGRATION", slack: "WEBHOOK", email: "EMAIL", webhook: "WEBHOOK" } as const satisfies Record<
  Way,
  string
>;

const title = "{{ json annotations.title.[0] }}";
const facts = {
  state: "{{ json state }}",
  what: "{{ json annotations.description.[0] }}",
  runbook: "{{ json accumulations.runbookUrl.[0] }}",
  issue: "{{ json issuePageUrl }}",
};

/** What is sent; each value is written by New Relic as JSON, so that no text can break it. */
const messages: Readonly<Record<Way, readonly newrelic.types.input.NotificationChannelProperty[]>> = {
  page: [
    { key: "summary", value: "{{ annotations.title.[0] }}" },
    { key: "customDetails", value: `{"what": ${facts.what}, "runbook": ${facts.runbook}, "issue": ${facts.issue}}` },
  ],
  slack: [
    {
      key: "payload",
      value: `{"text": ${title}, "attachments": [{"fallback": ${title}, "fields": [${[
        ["State", facts.state],
        ["What", facts.what],
        ["Runbook", facts.runbook],
        ["Issue", facts.issue],
      ]
        .map(([name, value]) => `{"title": "${name}", "value": ${value}}`)
        .join(", ")}]}]}`,
      label: "Payload Template",
    },
  ],
  email: [
    { key: "subject", value: "{{ state }}: {{ annotations.title.[0] }}" },
    { key: "customDetailsEmail", value: "{{ annotations.description.[0] }}\n{{ accumulations.runbookUrl.[0] }}" },
  ],
  webhook: [
    {
      key: "payload",
      value: `{"text": ${title}, "state": ${facts.state}, "what": ${facts.what}, "runbook": ${facts.runbook}}`,
      label: "Payload Template",
    },
  ],
};

/** A message through a destination: each belongs to one workflow alone. */
export function channelArgs(
  environment: Environment,
  name: string,
  way: Way,
  destinationId: Input<string>,
): newrelic.NotificationChannelArgs {
  return {
    name: nameIn(environment, name),
    type: types[way],
    product: "IINT",
    active: true,
    destinationId,
    properties: [...messages[way]],
  };
}

/** Every issue of a policy, when it begins and when it is over. */
export function workflowArgs(
  environment: Environment,
  name: string,
  policyId: Input<string>,
  channels: readonly Input<string>[],
): newrelic.WorkflowArgs {
  return {
    name: nameIn(environment, name),
    enabled: true,
    mutingRulesHandling: "DONT_NOTIFY_FULLY_OR_PARTIALLY_MUTED_ISSUES",
    issuesFilter: {
      name: nameIn(environment, name),
      type: "FILTER",
      predicates: [{ attribute: "labels.policyIds", operator: "EXACTLY_MATCHES", values: [policyId] }],
    },
    destinations: channels.map((channelId) => ({ channelId, notificationTriggers: ["ACTIVATED", "CLOSED"] })),
  };
}
