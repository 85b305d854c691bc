import { logicalName } from "../model/ids.ts";
import type { Channel, Environment, OnCall } from "../model/resolved.ts";

/** Name that people read at a vendor whose account all environments share: it carries the environment. */
export function nameIn({ id }: Environment, name: string): string {
  return `${name} (${id})`;
}

/** Logical name of what calls an on-call service, at a vendor that is no pager. */
export function callName({ id }: Pick<OnCall, "id">): string {
  return logicalName("page", id);
}

/** Setting below `slostack:` that holds an incoming webhook of Slack, which is bound to the one channel. */
export const slackSetting = ({ id }: Pick<Channel, "id">): string => `slackWebhook-${id}`;

/** Setting below `slostack:` that holds the address of a gateway: `webhook-sms-gateway`. */
export const gatewaySetting = (gateway: string): string => `webhook-${gateway}`;
