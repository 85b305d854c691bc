import type { Channel, Environment, OnCall, Severity, Team } from "../model/resolved.ts";
import type { Route } from "./alert.ts";

/** Who may be told about one alert. */
export interface Audience {
  readonly severity: Severity;
  readonly environment: Environment;
  readonly owner: Team;
  readonly onCall?: OnCall | undefined;
  /** where this one posts instead of the channel of its severity or team */
  readonly channel?: Channel | undefined;
}

/**
 * The route of an alert. A severity that pages reaches a person through an on-call service, unless the environment
 * never pages: then it posts at once. A calendar holds back posts only, never a page, nor what would page elsewhere.
 *
 * @throws Error where a page has no on-call service: the catalog's checks refuse that before.
 */
export function routeOf({ severity, environment, owner, onCall, channel: own }: Audience): Route {
  const channel = environment.post ?? own ?? severity.channel ?? owner.channel;
  if (severity.route === "post") return { kind: "post", channel, ...(severity.during && { during: severity.during }) };
  if (!environment.pages) return { kind: "post", channel };
  if (!onCall) throw new Error(`severity ${severity.id} pages, but ${owner.id} has no on-call service in ${environment.id}`);
  return { kind: "page", onCall, channel };
}

/** Where a channel posts, for people: `#alerts, alerts@example.com`. */
export function channelInWords({ slack, email, webhook }: Channel): string {
  return [slack, email, webhook].filter((place) => place !== undefined).join(", ");
}
