import type { Names } from "../../dashboards/name.ts";
import { everyName, logicalName, shorten } from "../../model/ids.ts";
import type { Environment } from "../../model/resolved.ts";
import type { Route } from "../../monitors/alert.ts";
import { partsOf } from "../names.ts";

/** Longest uid of a folder, dashboard or rule ("uid too long, max 40 characters", Grafana `util.ValidateUID`). */
export const longestUid = 40;

/**
 * The uid of an object: the oldest logical name, because another uid would be another object, with the environment,
 * because one Grafana may hold several; cut names keep a hash.
 */
export function uidOf({ name, formerNames }: Names, environment: Environment): string {
  return shorten(logicalName(formerNames[0] ?? name, environment.id), longestUid);
}

/** Logical name of the contact point of a route: alerts with equal routes share one. */
export function routeName(route: Route): string {
  return everyName(partsOf(route))[0] ?? "";
}

/** The names that it had under former ids of its on-call service and channel, the oldest first. */
export function formerRouteNames(route: Route): string[] {
  return everyName(partsOf(route)).slice(1);
}

/** The oldest of its names: Grafana cannot rename what alerts send to. */
export function oldestRouteName(route: Route): string {
  return formerRouteNames(route)[0] ?? routeName(route);
}

/** Name of an object that Grafana identifies by its name, in one namespace for all environments. */
export function nameIn(environment: Environment, name: string): string {
  return logicalName(name, environment.id);
}
