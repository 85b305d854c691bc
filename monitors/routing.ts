import type { Channel, Environment, OnCall, Severity, Stage, Team } from "../model/resolved.ts";
import type { Alert, Route } from "./alert.ts";

/** The possible recipients of an alert. */
export interface Audience {
  readonly severity: Severity;
  readonly environment: Environment;
  readonly owner: Team;
  readonly onCall?: OnCall | undefined;
  /** where this one posts instead of the channel of its severity or team */
  readonly channel?: Channel | undefined;
  /** how far it may go, whatever its severity; absent: page */
  readonly stage?: Stage | undefined;
  /** the organization's channel of alerts on trial */
  readonly shadow?: Channel | undefined;
}

/**
 * After how many seconds a post is repeated that is answered in the hours of a calendar, while it still fires: once a day,
 * so that a night has one at most.
 */
export const repeatOfHours = 86_400;

/**
 * The route of an alert. A severity that pages reaches a person through an on-call service, unless the environment
 * never pages, or its stage forbids it. A post is sent at once as well, at any hour: a calendar says when it is answered
 * and holds back what repeats, because no vendor can send later what has cleared meanwhile. An alert on trial posts to the channel of those alone; where no one is ever paged, a stage
 * changes nothing.
 *
 * @throws Error if a page has no on-call service, or an alert on trial no channel: the catalog's checks refuse both before.
 */
export function routeOf({ severity, environment, owner, onCall, channel: own, stage, shadow }: Audience): Route {
  if (stage === "shadow" && environment.pages) {
    if (!shadow) throw new Error(`an alert of ${owner.id} is in the stage shadow, and no channel is`);
    return { kind: "post", channel: shadow };
  }
  const channel = environment.post ?? own ?? severity.channel ?? owner.channel;
  if (severity.route === "post") return { kind: "post", channel, ...(severity.during && { during: severity.during }) };
  if (!environment.pages || stage === "ticket") return { kind: "post", channel };
  if (!onCall) throw new Error(`severity ${severity.id} pages, but ${owner.id} has no on-call service in ${environment.id}`);
  return { kind: "page", onCall, channel };
}

/** Colours of a message in Slack, by what its severity asks of people; green is the end. As hexadecimal numbers both senders take them. */
const colours = { page: "#d63232", post: "#ecb22e", over: "#36a64f" } as const;

/** The colour of a message of a route, as a template that every sender fills in. */
export const colourOf = ({ kind }: Pick<Route, "kind">): string =>
  `{{ if eq .Status "firing" }}${colours[kind]}{{ else }}${colours.over}{{ end }}`;

/** What a stage changes for the reader of an alert; empty if nothing. */
export function stageInWords({
  stage,
  environment,
  severity,
  route,
}: Pick<Alert, "stage" | "environment" | "severity" | "route">): string[] {
  if (!environment.pages || stage === undefined) return [];
  const where = `it posts to ${channelInWords(route.channel)}`;
  if (stage === "shadow") return [`on trial: ${where} alone and wakes nobody`];
  return severity.route === "page" ? [`in the stage ticket: ${where} and wakes nobody`] : [];
}

/** Where a channel posts, for people: `#alerts, alerts@example.com`, `shop in Teams`. */
export const channelInWords = (channel: Channel): string => placesOf(channel).join(", ");

/** Each place that a channel posts to; none without a channel. */
export const placesOf = (channel: Channel | undefined): string[] =>
  [channel?.slack, channel?.teams && `${channel.teams} in Teams`, channel?.email, channel?.webhook].filter((place) => place !== undefined);

/** Whom a page calls first of all: `hasteCRM on-call (crm)`; undefined for a post. */
export const onCallInWords = (route: Route | undefined): string | undefined =>
  route?.kind === "page" ? `${route.onCall.name} on-call (${route.onCall.id})` : undefined;

/** How many alerts page, and how many post. */
export function countByRoute(alerts: readonly Pick<Alert, "route">[]): { readonly pages: number; readonly posts: number } {
  const pages = alerts.filter(({ route }) => route.kind === "page").length;
  return { pages, posts: alerts.length - pages };
}
