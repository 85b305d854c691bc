import { behindBridge } from "../../../sandbox/fake-provider/bridged.ts";
import type { FunctionModel, VendorModel } from "../../../sandbox/fake-provider/model.ts";
import { text } from "../../../sandbox/fake-provider/value.ts";
import { heartbeat } from "./heartbeat.ts";
import { outgoingWebhook, pagerdutyIntegration, severity } from "./integration.ts";
import { monitor } from "./monitor.ts";
import { policy } from "./policy.ts";
import { statusPage, statusPageResource, statusPageSection } from "./status-page.ts";

/** The provider's look-ups (`data_slack_integration.go`, `data_team_member.go`). */
const functions: Readonly<Record<string, FunctionModel>> = {
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

/** Better Stack as its Terraform provider (0.21.10, behind the bridge) and its API present it, as far as this project uses it. */
export const fake: VendorModel = {
  package: "better-uptime",
  version: "0.21.10",
  bridged: behindBridge("registry.opentofu.org/betterstackhq/better-uptime"),
  resources: {
    "better-uptime:index/monitor:Monitor": monitor,
    "better-uptime:index/heartbeat:Heartbeat": heartbeat,
    "better-uptime:index/policy:Policy": policy,
    "better-uptime:index/severity:Severity": severity,
    "better-uptime:index/pagerdutyIntegration:PagerdutyIntegration": pagerdutyIntegration,
    "better-uptime:index/outgoingWebhook:OutgoingWebhook": outgoingWebhook,
    "better-uptime:index/statusPage:StatusPage": statusPage,
    "better-uptime:index/statusPageSection:StatusPageSection": statusPageSection,
    "better-uptime:index/statusPageResource:StatusPageResource": statusPageResource,
  },
  functions,
};
