import { everyName } from "../../model/ids.ts";
import type { Route } from "../../monitors/alert.ts";
import { partsOf } from "../names.ts";

/** Characters of the name of a condition or policy ("Minimum and maximum values"). */
export const longestName = 128;

/** Logical name of all that notifies the same people at the same hours. */
export function routeName(route: Route): string {
  return everyRouteName(route)[0] ?? "";
}

/** The names that a route had under former ids of its on-call service and channel, the oldest first. */
export function formerRouteNames(route: Route): string[] {
  return everyRouteName(route).slice(1);
}

function everyRouteName(route: Route): string[] {
  const during = route.kind === "post" && route.during ? [{ id: route.during.id, formerly: [] }] : [];
  return everyName([...partsOf(route), ...during]);
}
