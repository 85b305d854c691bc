import { formerNames, logicalName } from "../../model/ids.ts";
import type { Channel, Environment } from "../../model/resolved.ts";
import type { Route } from "../../monitors/alert.ts";

/** Name under which pagers know New Relic as a sender, and the stack switches it on. */
export const sender = "newrelic";

/** Characters of the name of a condition or policy ("Minimum and maximum values"). */
export const longestName = 128;

/** Environments may share an account, so that what people read says which it is. */
export function nameIn({ id }: Environment, name: string): string {
  return `${name} (${id})`;
}

/** Logical name of all that tells the same people at the same hours. */
export function routeName(route: Route): string {
  if (route.kind === "page") return logicalName("page", route.onCall.id, route.channel.id);
  return logicalName("post", route.channel.id, ...(route.during ? [route.during.id] : []));
}

/** The names that a route had under former ids of its on-call. */
export function formerRouteNames(route: Route): string[] {
  if (route.kind === "post") return [];
  return formerNames(route.onCall, (id) => routeName({ ...route, onCall: { ...route.onCall, id } }));
}

export const slackSetting = ({ id }: Channel): string => `slackWebhook-${id}`;
export const gatewaySetting = (gateway: string): string => `webhook-${gateway}`;
