import { logicalName } from "../../model/ids.ts";
import type { Channel, Environment } from "../../model/resolved.ts";
import type { Route } from "../../monitors/alert.ts";
import { callName, gatewaySetting, slackSetting } from "../names.ts";
import type { Refs, Spec } from "../plan.ts";
import { standsFor } from "../provenance.ts";
import { type About, gatewayArgs, mailArgs, pageArgs, slackArgs } from "./contacts.ts";
import type { IntegrationArgs } from "./inputs.ts";
import type { UptimeRobot } from "./kinds.ts";

/** What a monitor notifies: several monitors may share one. */
export type Recipient = Extract<Spec<UptimeRobot>, { readonly kind: "contact" | "integration" }>;

/** What an account at UptimeRobot serves. */
export interface Account {
  readonly environment: Environment;
  /** where the PagerDuty account is */
  readonly region: "us" | "eu";
}

/** A page calls the on-call service and shows it to the team; a post notifies the channel alone. */
export function recipientsOf(route: Route, about: About, account: Account): Recipient[] {
  const { environment } = account;
  const { channel } = route;
  const { slack, email, webhook } = channel;
  const secret = (refs: Refs<UptimeRobot>, key: string) => refs.secret(`slostack:${key}`);
  return [
    ...(route.kind === "page" ? [pagerOf(route, about, account)] : []),
    ...(slack === undefined
      ? []
      : [posting("slack", channel, about, (refs) => slackArgs(slack, environment, secret(refs, slackSetting(channel)), about))]),
    ...(email === undefined ? [] : [mailing(channel, email, about, environment)]),
    ...(webhook === undefined
      ? []
      : [posting("webhook", channel, about, (refs) => gatewayArgs(webhook, environment, secret(refs, gatewaySetting(webhook)), about))]),
  ];
}

function pagerOf({ onCall }: Extract<Route, { kind: "page" }>, about: About, { environment, region }: Account): Recipient {
  const named = (id: string) => (about === "failures" ? callName({ id }) : `${callName({ id })}--${about}`);
  return {
    kind: "integration",
    ...standsFor("on-call", onCall, named),
    protect: true,
    args: (refs) => pageArgs(onCall, environment, region, refs.key(onCall), about),
  };
}

function posting(way: "slack" | "webhook", channel: Channel, about: About, args: (refs: Refs<UptimeRobot>) => IntegrationArgs): Recipient {
  return { kind: "integration", ...namesOf(channel, postName(way, about)), args };
}

function mailing(channel: Channel, address: string, about: About, environment: Environment): Recipient {
  return { kind: "contact", ...namesOf(channel, postName("email", about)), args: () => mailArgs(address, channel, environment, about) };
}

function namesOf(channel: Channel, named: (id: string) => string): Pick<Recipient, "name" | "formerly" | "from"> {
  return standsFor("channels", channel, named);
}

/** Logical name of one way to post to a channel; what notifies only of certificates is another contact. */
function postName(way: "slack" | "email" | "webhook", about: "failures" | "certificates"): (channel: string) => string {
  return (channel) => logicalName("post", channel, way, ...(about === "failures" ? [] : [about]));
}
