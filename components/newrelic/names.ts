import { formerNames, logicalName } from "../../model/ids.ts";
import type { Route } from "../../monitors/alert.ts";

/** Name under which pagers know New Relic as a sender, and the stack switches it on. */
export const sender = "newrelic";

/** Characters of the name of a condition or policy ("Minimum and maximum values"). */
export const longestName = 128;

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
