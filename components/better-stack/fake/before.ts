import type { Fields } from "../../../sandbox/fake-provider/value.ts";

/** What exists at Better Stack before the first `pulumi up`: connected and invited by hand. */
export interface Before {
  /** channels of Slack, with the leading # */
  readonly channels: readonly string[];
  /** addresses of people and mailboxes */
  readonly members: readonly string[];
}

/** The objects of such an account, by kind and id: a seed for the package `better-uptime`. Ids are fixed. */
export function accountBefore({ channels, members }: Before): Record<string, Record<string, Fields>> {
  const byNumber = (first: number, objects: readonly Fields[]) =>
    Object.fromEntries(objects.map((object, index) => [String(first + index), object]));
  return {
    slackIntegration: byNumber(
      100,
      [...new Set(channels)].map((slackChannelName) => ({ slackChannelName, slackStatus: "active" })),
    ),
    teamMember: byNumber(
      500,
      [...new Set(members)].map((email) => ({ email, role: "member" })),
    ),
  };
}
