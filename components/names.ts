import { logicalName, oldestId } from "../model/ids.ts";
import type { Channel, Environment, Identified, OnCall } from "../model/resolved.ts";
import type { Route } from "../monitors/alert.ts";

/** Name that people read at a vendor whose account all environments share: it contains the environment. */
export function nameIn({ id }: Environment, name: string): string {
  return `${name} (${id})`;
}

/** What a route is called by at a vendor: its kind, then the entries that it leads to. Each may have had other ids. */
export function partsOf(route: Route): Identified[] {
  const kind = { id: route.kind, formerly: [] };
  return route.kind === "page" ? [kind, route.onCall, route.channel] : [kind, route.channel];
}

/** Logical name of what calls an on-call service, at a vendor that is no pager. */
export function callName({ id }: Pick<OnCall, "id">): string {
  return logicalName("page", id);
}

/** Logical names that begin as {@link callName} does, also where {@link partsOf} is what they are made of. */
export const calling = /^page--/;

/** Setting below `slostack:` that holds an incoming webhook of Slack, which is bound to the one channel. A renamed channel keeps it. */
export const slackSetting = (channel: Pick<Channel, "id" | "formerly">): string => `slackWebhook-${oldestId(channel)}`;

/** Setting below `slostack:` that holds the address of a gateway: `webhook-sms-gateway`. */
export const gatewaySetting = (gateway: string): string => `webhook-${gateway}`;

/** Setting that holds the URL of the workflow that posts to a channel of Microsoft Teams: `teams-shop`. */
export const teamsSetting = (workflow: string): string => `teams-${workflow}`;
