import { logicalName } from "../../model/ids.ts";

/** Name under which pagers know UptimeRobot as a sender, and the stack switches it on. */
export const sender = "uptimerobot";

/** Logical name of one way to post to a channel; what tells only of certificates is another contact. */
export function postName(way: "slack" | "email" | "webhook", about: "failures" | "certificates"): (channel: string) => string {
  return (channel) => logicalName("post", channel, way, ...(about === "failures" ? [] : [about]));
}
