import type { FunctionModel } from "../../../sandbox/stand-in/model.ts";
import { text } from "../../../sandbox/stand-in/value.ts";

/** The provider's look-ups (`data_slack_integration.go`, `data_team_member.go`). */
export const functions: Readonly<Record<string, FunctionModel>> = {
  "better-uptime:index/getSlackIntegration:getSlackIntegration": ({ slackChannelName }, account) => {
    const name = text(slackChannelName);
    const [found, another] = account.all("slackIntegration").filter(({ fields }) => text(fields.slackChannelName) === name);
    if (another !== undefined) throw new Error(`There are multiple Slack integrations with the same slack_channel_name: ${name}`);
    // The provider does not say that it found nothing: it answers without an id, and its framework puts a dash there.
    return { slackChannelName: name, id: found?.id ?? "-" };
  },
  "better-uptime:index/getTeamMember:getTeamMember": ({ email }, account) => {
    const found = account.all("teamMember").find(({ fields }) => text(fields.email) === text(email));
    if (found === undefined) throw new Error(`team member with email "${text(email)}" not found`);
    return { id: text(email), email: text(email), memberId: found.id };
  },
};
