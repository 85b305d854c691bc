import type { Input } from "@pulumi/pulumi";
import type { Channel } from "../../model/resolved.ts";
import type { Route } from "../../monitors/alert.ts";
import type { Action } from "./inputs.ts";
import type { SentryAlert } from "./select.ts";
import { slackNotes } from "./text.ts";

type Page = Extract<Route, { kind: "page" }>;

/** Ids of notification targets at Sentry. Requested only if the route needs them. */
export interface Recipients {
  slack(): Input<string>;
  pagerduty(): Input<string>;
  /** the entry of the on-call service in the PagerDuty integration */
  call(route: Page): { readonly id: Input<string>; readonly name: string };
  /** the user who has this address */
  user(email: string): Input<string>;
}

/** A page notifies the on-call service and posts to the team; a post only goes to the channel. */
export function actionsOf(alert: SentryAlert, recipients: Recipients): Action[] {
  const { route } = alert;
  const posts = postsOf(alert, route.channel, recipients);
  return route.kind === "page" ? [pageOf(route, recipients), ...posts] : posts;
}

function pageOf(route: Page, recipients: Recipients): Action {
  const { id, name } = recipients.call(route);
  // Whatever pages is urgent at all hours; the on-call service knows no other urgency.
  return { pagerduty: { integrationId: recipients.pagerduty(), serviceId: id, serviceName: name, severity: "critical" } };
}

function postsOf(alert: SentryAlert, { slack, email }: Channel, recipients: Recipients): Action[] {
  const tags = "environment,level";
  return [
    ...(slack === undefined
      ? []
      : [{ slack: { integrationId: recipients.slack(), channelName: slack, tags, notes: slackNotes(alert) } } as const]),
    ...(email === undefined ? [] : [{ email: { targetType: "user", targetId: recipients.user(email) } } as const]),
  ];
}
