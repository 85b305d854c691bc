import { formerNames, logicalName, oldestId } from "../../model/ids.ts";
import type { Environment, Identified } from "../../model/resolved.ts";
import type { Route } from "../../monitors/alert.ts";
import { gatewaySetting, slackSetting } from "../names.ts";
import type { Refs, Spec } from "../plan.ts";
import type { NewRelic } from "./kinds.ts";
import { mailDestination, pageDestination, split, type Way, webhookDestination } from "./notification.ts";

/** Where messages go, and how: several workflows may use one destination. */
export interface Destination {
  readonly way: Way;
  readonly spec: Extract<Spec<NewRelic>, { readonly kind: "destination" }>;
}

/** A page calls the on-call service and shows it to the team; a post notifies the channel alone. */
export function destinationsOf(route: Route, environment: Environment): Destination[] {
  const { channel } = route;
  const { slack, email, webhook } = channel;
  const posting = (way: Way, args: Destination["spec"]["args"]) => destination(way, channel, { from: [`channels/${channel.id}`], args });
  const webhookArgs = (name: string, key: string) => (refs: Refs<NewRelic>) =>
    webhookDestination(environment, name, refs.secretPart(`slostack:${key}`, "address in two parts", split));
  return [
    ...(route.kind === "page" ? [pagerOf(route, environment)] : []),
    ...(slack === undefined ? [] : [posting("slack", webhookArgs(slack, slackSetting(channel)))]),
    ...(email === undefined ? [] : [posting("email", () => mailDestination(environment, oldestId(channel), email))]),
    ...(webhook === undefined ? [] : [posting("webhook", webhookArgs(webhook, gatewaySetting(webhook)))]),
  ];
}

function pagerOf({ onCall }: Extract<Route, { kind: "page" }>, environment: Environment): Destination {
  const args: Destination["spec"]["args"] = (refs) => pageDestination(environment, onCall.name, refs.sealed(refs.key(onCall)));
  return destination("page", onCall, { from: [`on-call/${onCall.id}`], protect: true, args });
}

function destination(way: Way, entry: Identified, spec: Pick<Destination["spec"], "from" | "protect" | "args">): Destination {
  const named = (id: string) => logicalName("to", id, way);
  return { way, spec: { kind: "destination", name: named(entry.id), formerly: formerNames(entry, named), ...spec } };
}
