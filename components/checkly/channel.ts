import type * as checkly from "@checkly/pulumi";
import type { Input } from "@pulumi/pulumi";
import type { Environment, OnCall } from "../../model/resolved.ts";
import { nameIn } from "../names.ts";
import { notice } from "./limits.ts";

/** What a channel is notified of: failures and their end, or that a certificate ends in so many days. */
export type About = "failures" | { readonly days: number };

type Events = Pick<checkly.AlertChannelArgs, "sendFailure" | "sendRecovery" | "sendDegraded" | "sslExpiry" | "sslExpiryThreshold">;

function eventsOf(about: About): Events {
  const failures = about === "failures";
  return {
    sendFailure: failures,
    sendRecovery: failures,
    sendDegraded: false,
    sslExpiry: !failures,
    sslExpiryThreshold: failures ? notice.most : about.days,
  };
}

/** @param key secret key that the pager made for Checkly */
export function pageArgs({ name }: OnCall, environment: Environment, key: Input<string>, about: About): checkly.AlertChannelArgs {
  return { ...eventsOf(about), pagerduty: { serviceKey: key, serviceName: nameIn(environment, name) } };
}

/** @param url secret address of an incoming webhook of Slack */
export function slackArgs(channel: string, url: Input<string>, about: About): checkly.AlertChannelArgs {
  return { ...eventsOf(about), slack: { channel, url } };
}

export function mailArgs(address: string, about: About): checkly.AlertChannelArgs {
  return { ...eventsOf(about), email: { address } };
}

/** The payload for a webhook; Checkly fills in what is between braces. */
const gatewayText = JSON.stringify({ text: "{{ALERT_TITLE}}. {{RESULT_LINK}}", state: "{{ALERT_TYPE}}" });

/** @param url secret address of the gateway */
export function gatewayArgs(gateway: string, environment: Environment, url: Input<string>, about: About): checkly.AlertChannelArgs {
  return { ...eventsOf(about), webhook: { name: nameIn(environment, gateway), method: "POST", url, template: gatewayText } };
}
