import type { Input } from "@pulumi/pulumi";
import { oldestId } from "../../model/ids.ts";
import type { Channel, Environment, OnCall } from "../../model/resolved.ts";
import { nameIn } from "../names.ts";
import { type AlertContactArgs, type IntegrationArgs, tellsOf } from "./inputs.ts";

/** A contact is notified either of failures and recoveries or of certificate expiry. */
export type About = keyof typeof tellsOf;

const common = (name: string, environment: Environment, about: About) => ({
  name: nameIn(environment, about === "failures" ? name : `${name}, certificates`),
  enableNotificationsFor: tellsOf[about],
  sslExpirationReminder: about === "certificates",
});

/** @param key secret key that the pager made for UptimeRobot */
export function pageArgs(
  { name }: OnCall,
  environment: Environment,
  region: "us" | "eu",
  key: Input<string>,
  about: About,
): IntegrationArgs {
  return { ...common(name, environment, about), type: "pagerduty", value: key, autoResolve: true, location: region };
}

/** @param webhook secret address of an incoming webhook of Slack */
export function slackArgs(channel: string, environment: Environment, webhook: Input<string>, about: About): IntegrationArgs {
  return { ...common(channel, environment, about), type: "slack", value: webhook, customValue: channel };
}

/** The payload for a webhook; UptimeRobot fills in what is between asterisks. */
const gatewayText = JSON.stringify({
  text: "*monitorFriendlyName*: *alertTypeFriendlyName* (*monitorURL*). *alertDetails*",
  state: "*alertTypeFriendlyName*",
});

/** @param address secret */
export function gatewayArgs(gateway: string, environment: Environment, address: Input<string>, about: About): IntegrationArgs {
  const sent = { postValue: gatewayText, sendAsJson: true, sendAsQueryString: false, sendAsPostParameters: false } as const;
  return { ...common(gateway, environment, about), type: "webhook", value: address, ...sent };
}

/** Waits until a person at the address has confirmed it. */
export function mailArgs(address: string, channel: Channel, environment: Environment, about: About): AlertContactArgs {
  const { name, sslExpirationReminder } = common(oldestId(channel), environment, about);
  const notificationEvents = about === "failures" ? "upAndDown" : "none";
  return { type: "email", name, value: address, notificationEvents, sslExpirationReminder, isActive: true };
}
