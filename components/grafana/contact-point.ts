import type { Input } from "@pulumi/pulumi";
import type * as grafana from "@pulumiverse/grafana";
import type { Environment, OnCall } from "../../model/resolved.ts";
import type { Alert, Route } from "../../monitors/alert.ts";
import { colourOf } from "../../monitors/routing.ts";
import { textsOf } from "./message-template.ts";
import { nameIn, oldestRouteName, routeName } from "./names.ts";

/** Secrets that a contact point is made of. */
export interface Credentials {
  /** token of the Slack application that posts */
  readonly slackToken: Input<string>;
  /** secret URL of the workflow that posts to a channel of Teams */
  teamsUrl(workflow: string): Input<string>;
  /** key of the pager's integration for a page */
  pageKey(route: Extract<Route, { kind: "page" }>): Input<string>;
}

/** The different routes of all alerts, sorted by contact point name; business hours do not distinguish them. */
export function routesOf(alerts: readonly Alert[]): Route[] {
  const routes = new Map(alerts.map(({ route }) => [routeName(route), route]));
  return [...routes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, route]) => route);
}

/**
 * A page notifies the on-call service and posts to the team; a post only goes to the channel.
 *
 * @param linked whether some alert of the route has links
 */
export function contactPointArgs(
  route: Route,
  environment: Environment,
  credentials: Credentials,
  linked = false,
): grafana.alerting.ContactPointArgs {
  const texts = textsOf(environment);
  const name = nameIn(environment, oldestRouteName(route));
  const { slack, teams, email } = route.channel;
  const posts = {
    ...(slack !== undefined && {
      slacks: [{ token: credentials.slackToken, recipient: slack, title: texts.title, text: texts.text, color: colourOf(route) }],
    }),
    // A card has no links of its own, so that it gets the text of a mail, in which they are written out.
    ...(teams !== undefined && { teams: [{ url: credentials.teamsUrl(teams), title: texts.summary, message: texts.mail }] }),
    ...(email !== undefined && { emails: [{ addresses: [email], subject: texts.summary, message: texts.mail }] }),
  };
  return { name, ...posts, ...(route.kind === "page" && pagedBy[route.onCall.pager](credentials.pageKey(route), texts, linked)) };
}

type Paged = Pick<grafana.alerting.ContactPointArgs, "pagerduties" | "opsgenies">;
type PagedBy = (key: Input<string>, texts: ReturnType<typeof textsOf>, linked: boolean) => Paged;
const pagedBy: Readonly<Record<OnCall["pager"], PagedBy>> = {
  opsgenie: (apiKey, { summary: message, text: description }) => ({
    opsgenies: [{ apiKey, message, description, autoClose: true, sendTagsAs: "tags" }],
  }),
  pagerduty: (integrationKey, { summary }, linked) => ({
    pagerduties: [
      {
        integrationKey,
        // Whatever pages is urgent at all hours; the on-call service knows no other urgency.
        severity: "critical",
        summary,
        source: "{{ .CommonLabels.alert }}",
        component: "{{ .CommonLabels.service }}",
        group: "{{ .CommonLabels.system }}",
        class: "{{ .CommonLabels.alertname }}",
        details: {
          environment: "{{ .CommonLabels.environment }}",
          ...(linked && { links: "{{ .CommonAnnotations.links }}" }),
          owner: "{{ .CommonLabels.owner }}",
          priority: "{{ .CommonLabels.priority }}",
          runbook: "{{ .CommonAnnotations.runbook_url }}",
          summary: "{{ .CommonAnnotations.summary }}",
        },
      },
    ],
  }),
};
