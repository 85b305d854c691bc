import { logicalName } from "../../model/ids.ts";
import type { Channel, Environment, OnCall } from "../../model/resolved.ts";

/** Name under which pagers know UptimeRobot as a sender, and the stack switches it on. */
export const sender = "uptimerobot";

/** Name that people read at UptimeRobot; environments share an account, so that it carries the environment. */
export function nameIn({ id }: Environment, name: string): string {
  return `${name} (${id})`;
}

/** Logical name of the integration that calls an on-call service. */
export function callName(onCall: Pick<OnCall, "id">): string {
  return logicalName("page", onCall.id);
}

/** Logical name of one way to post to a channel; what tells only of certificates is another contact. */
export function postName({ id }: Channel, way: "slack" | "email" | "webhook", about: "failures" | "certificates"): string {
  return logicalName("post", id, way, ...(about === "failures" ? [] : [about]));
}

export const slackSetting = ({ id }: Channel): string => `slackWebhook-${id}`;
export const gatewaySetting = (gateway: string): string => `webhook-${gateway}`;
