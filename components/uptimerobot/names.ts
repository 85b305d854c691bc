import { logicalName } from "../../model/ids.ts";
import type { Channel } from "../../model/resolved.ts";

/** Name under which pagers know UptimeRobot as a sender, and the stack switches it on. */
export const sender = "uptimerobot";

/** Logical name of one way to post to a channel; what tells only of certificates is another contact. */
export function postName({ id }: Channel, way: "slack" | "email" | "webhook", about: "failures" | "certificates"): string {
  return logicalName("post", id, way, ...(about === "failures" ? [] : [about]));
}
