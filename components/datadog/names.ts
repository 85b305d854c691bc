import { logicalName, oldestId } from "../../model/ids.ts";
import type { Calendar, Channel, Environment, OnCall } from "../../model/resolved.ts";
import type { Route } from "../../monitors/alert.ts";
import { tag } from "../../queries/datadog.ts";

/**
 * What Datadog calls a PagerDuty service. It is a name of Datadog's own, cannot be changed there, and is what messages
 * call: the oldest id, with the environment.
 */
export function pagerName(onCall: OnCall, environment: Environment): string {
  return logicalName(oldestId(onCall), environment.id);
}

/** Name by which messages call the workflow that posts to a channel of Teams: names are the account's, which environments share. */
export function workflowName(workflow: string, environment: Environment): string {
  return logicalName("teams", workflow, environment.id);
}

/** Whom a channel reaches, as a message writes it. */
function channelHandles({ slack, teams, email }: Channel, environment: Environment, slackAccount: string | undefined): string[] {
  return [
    ...(slack === undefined ? [] : [`@slack-${slackAccount ?? ""}-${slack.replace(/^#/, "")}`]),
    ...(teams === undefined ? [] : [`@webhook-${workflowName(teams, environment)}`]),
    ...(email === undefined ? [] : [`@${email}`]),
  ];
}

/** @param slackAccount name of the Slack workspace, as the integration has it */
export function handlesOf(route: Route, environment: Environment, slackAccount: string | undefined): string[] {
  const pages = route.kind === "page" ? [`@pagerduty-${pagerName(route.onCall, environment)}`] : [];
  return [...pages, ...channelHandles(route.channel, environment, slackAccount)];
}

/** The tag by which monitors are found whose posts are answered in these hours. */
export function hoursTag(calendar: Calendar): string {
  return tag("hours", calendar.id);
}
