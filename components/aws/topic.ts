import type * as sns from "@pulumi/aws/sns/index.js";
import type { Input } from "@pulumi/pulumi";
import type { Environment } from "../../model/resolved.ts";
import type { Alert, Route } from "../../monitors/alert.ts";
import { physicalName, routeNames, tagsOf } from "./names.ts";

/** The different routes of all alerts, sorted by name; business hours do not distinguish them. */
export function routesOf(alerts: readonly Alert[]): Route[] {
  const routes = new Map(alerts.map(({ route }) => [routeNames(route).name, route]));
  return [...routes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, route]) => route);
}

/** The owner of the account may publish to it, and so may the account's own alarms: the default policy is left alone. */
export function topicArgs(route: Route, environment: Environment): sns.TopicArgs {
  return { name: physicalName(routeNames(route), environment), tags: tagsOf({ environment }) };
}

/** PagerDuty's address for what CloudWatch sends through SNS; secret, because the key of the integration is part of it. */
export function pagerAddress(key: string): string {
  return `https://events.pagerduty.com/integration/${key}/enqueue`;
}

/**
 * PagerDuty confirms the subscription automatically.
 *
 * @param topic ARN
 * @param address secret
 */
export function pagerSubscriptionArgs(topic: Input<string>, address: Input<string>): sns.TopicSubscriptionArgs {
  return { topic, protocol: "https", endpoint: address, endpointAutoConfirms: true };
}

/** Waits until a person at the address confirms it. */
export function mailSubscriptionArgs(topic: Input<string>, address: string): sns.TopicSubscriptionArgs {
  return { topic, protocol: "email", endpoint: address };
}
