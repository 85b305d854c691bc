import { alertGroups } from "../../model/groups.ts";
import { oldestId } from "../../model/ids.ts";
import type { OnCall } from "../../model/resolved.ts";
import type { Alert, Route } from "../../monitors/alert.ts";

/** Label of every rule: the name of its route. */
export const routeLabel = "slostack_route";

/**
 * The one name of a route: label of the rules that take it, and receiver at the Alertmanager. Of a renamed on-call
 * service or channel the oldest id: another label would be another alert, and the first would resolve.
 */
export function routeName(route: Route): string {
  if (route.kind === "page") return `page--${oldestId(route.onCall)}--${oldestId(route.channel)}`;
  return `post--${oldestId(route.channel)}${route.during ? `--${route.during.id}` : ""}`;
}

/** The label of a rule whose groups are notified one by one: a route of its own to the same receiver. */
export function routeNameBy({ route, when }: Pick<Alert, "route" | "when">): string {
  const groups = alertGroups(when);
  return groups ? `${routeName(route)}--by--${groups.by.join("--")}` : routeName(route);
}

/** Names of the files that hold keys, below the folder that the catalog names. Each holds its key and nothing else. */
export const secretFile = {
  /** integration key of a service at PagerDuty, or API key of an integration at Opsgenie */
  page: (onCall: OnCall) => `${onCall.pager}-${oldestId(onCall)}`,
  /** bot token of the Slack application that posts (chat:write) */
  slack: "slack-token",
  /** URL of the workflow that posts to a channel of Microsoft Teams */
  teams: (workflow: string) => `teams-${workflow}`,
  /** password of the user who sends mail */
  mail: "smtp-password",
  /** address of a gateway of one's own */
  webhook: (gateway: string) => `webhook-${gateway}`,
  /** address at the receiver that misses the heartbeats of a Prometheus */
  signOfLife: (source: string) => `watchdog-${source}`,
} as const;
