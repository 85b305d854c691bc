import type { Input } from "@pulumi/pulumi";
import type { Environment, OnCall } from "../../model/resolved.ts";
import type { Route } from "../../monitors/alert.ts";
import { labelLines } from "../../monitors/carried.ts";
import { literalMarkdown, markdownLink } from "../markdown.ts";
import { nameIn } from "../names.ts";
import type { OutsideAlert } from "../probes.ts";
import type { OutgoingWebhookArgs, PagerdutyIntegrationArgs, PolicyArgs, SeverityArgs, StepMember } from "./inputs.ts";
import { silent } from "./monitor.ts";

/** Ids of notification targets at Better Stack. Requested only if the route needs them. */
export interface Recipients {
  /** the integration that calls the on-call service */
  call(onCall: OnCall): Input<number>;
  slack(channel: string): Input<number>;
  /** address of a member of the team */
  member(email: string): Input<string>;
  gateway(name: string): Input<number>;
  /** the severity that sends mail and nothing else */
  mail(): Input<number>;
}

/** The policy of an alert: what has happened and where to read on, and at the same moment everyone on its route. */
export function policyArgs(alert: OutsideAlert, recipients: Recipients): PolicyArgs {
  const { route } = alert;
  return {
    name: nameIn(alert.environment, alert.title),
    repeatCount: 0,
    steps: [
      { type: "instructions", waitBefore: 0, comment: instructions(alert), reminderEnabled: false },
      {
        type: "escalation",
        waitBefore: 0,
        stepMembers: membersOf(route, recipients),
        ...(route.channel.email !== undefined && { urgencyId: recipients.mail() }),
      },
    ],
  };
}

function membersOf(route: Route, recipients: Recipients): StepMember[] {
  const { slack, email, webhook } = route.channel;
  return [
    ...(route.kind === "page" ? [{ type: "pagerduty_integration", id: recipients.call(route.onCall) } as const] : []),
    ...(slack === undefined ? [] : [{ type: "slack_integration", id: recipients.slack(slack) } as const]),
    ...(email === undefined ? [] : [{ type: "user", email: recipients.member(email) } as const]),
    ...(webhook === undefined ? [] : [{ type: "webhook", id: recipients.gateway(webhook) } as const]),
  ];
}

/** For failures that only a status page shows. Without a policy the whole team would be notified. */
export function silentPolicyArgs(environment: Environment): PolicyArgs {
  return { name: nameIn(environment, "Nobody is told"), repeatCount: 0, steps: [] };
}

/** A member of a step is a user, who could also be called; a mailbox is only mailed. */
export function mailSeverityArgs(environment: Environment): SeverityArgs {
  return { ...silent, name: nameIn(environment, "E-mail only"), email: true };
}

/** @param key secret key that the pager made for Better Stack */
export function callArgs(onCall: OnCall, environment: Environment, key: Input<string>): PagerdutyIntegrationArgs {
  // Whatever pages is urgent at all hours; the on-call service knows no other urgency.
  return { name: nameIn(environment, onCall.name), key, severity: "critical", notifyAlongsidePrimaryResponder: false };
}

/** @param url secret address of the gateway */
export function webhookArgs(gateway: string, environment: Environment, url: Input<string>): OutgoingWebhookArgs {
  return {
    name: nameIn(environment, gateway),
    url,
    triggerType: "incident_change",
    onIncidentStarted: true,
    onIncidentAcknowledged: false,
    onIncidentResolved: true,
    notifyAlongsidePrimaryResponder: false,
  };
}

/** First entry in the timeline of an incident, in Markdown: the condition in words and what to read next. */
export function instructions(alert: OutsideAlert): string {
  const { severity, summary, notes, runbook, links = {}, name, formerNames } = alert;
  const all = notes.map((note) => `Note: ${literalMarkdown(note)}.`);
  return [
    `**${severity.id}**: ${literalMarkdown(summary)}`,
    ...all,
    markdownLink("Runbook", runbook.url),
    ...Object.entries(links).map(([title, url]) => markdownLink(title, url)),
    ...labelLines(alert).map(literalMarkdown),
    `Made from the catalog: ${formerNames[0] ?? name}.`,
  ].join("\n\n");
}
