import { logicalName } from "../../model/ids.ts";

/** Logical name of one way to post to a channel; what notifies only of certificates is another contact. */
export function postName(way: "slack" | "email" | "webhook", about: "failures" | "certificates"): (channel: string) => string {
  return (channel) => logicalName("post", channel, way, ...(about === "failures" ? [] : [about]));
}
