import type { Fields } from "../../../sandbox/fake-provider/value.ts";

/** What exists at Sentry before the first `pulumi up`: set up by hand, or made by Sentry itself. */
export interface Before {
  readonly organization: string;
  readonly project: string;
  /** of which events have arrived */
  readonly environments: readonly string[];
  /** slugs */
  readonly teams: readonly string[];
  /** addresses of people and mailboxes that were invited */
  readonly members: readonly string[];
  readonly slackWorkspace: string;
  readonly pagerdutyAccount: string;
}

/** The objects of such an account, by kind and id: a seed for the package `sentry`. Ids are fixed. */
export function accountBefore(before: Before): Record<string, Record<string, Fields>> {
  const { organization, project } = before;
  const byNumber = (first: number, objects: readonly Fields[]) =>
    Object.fromEntries(objects.map((object, index) => [String(first + index), { organization, ...object }]));
  return {
    project: byNumber(100, [{ slug: project }]),
    errorMonitor: byNumber(200, [{ project, name: "Error Monitor" }]),
    environment: byNumber(
      300,
      before.environments.map((name) => ({ name })),
    ),
    team: byNumber(
      400,
      before.teams.map((slug) => ({ slug, name: slug })),
    ),
    organizationMember: byNumber(
      500,
      // Whoever has two channels is one member.
      [...new Set(before.members)].map((email, index) => ({ email, userId: String(600 + index), role: "member" })),
    ),
    organizationIntegration: byNumber(700, [
      { providerKey: "slack", name: before.slackWorkspace },
      { providerKey: "pagerduty", name: before.pagerdutyAccount },
    ]),
  };
}
