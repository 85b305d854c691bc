import * as pulumi from "@pulumi/pulumi";
import { type Bridged, lookUp, providerOf, resourceOf } from "../bridged.ts";
import type { Resources } from "../vendor.ts";
import type {
  HeartbeatArgs,
  MonitorArgs,
  OutgoingWebhookArgs,
  PagerdutyIntegrationArgs,
  PolicyArgs,
  SeverityArgs,
  StatusPageArgs,
  StatusPageResourceArgs,
  StatusPageSectionArgs,
} from "./inputs.ts";
import type { BetterStack } from "./kinds.ts";
import { listers } from "./listing.ts";

/** The vendor's own Terraform provider, under the name that the product had before. */
export const bridged: Bridged = {
  address: "registry.opentofu.org/betterstackhq/better-uptime",
  name: "better-uptime",
  version: "0.21.10",
};

export class Provider extends providerOf<{ readonly apiToken: pulumi.Input<string> }>(bridged, ["apiToken"]) {}

export class Monitor extends resourceOf<MonitorArgs>(bridged, "Monitor") {
  declare readonly url: pulumi.Output<string>;
}

/** Whoever knows its address can feign a heartbeat. */
export class Heartbeat extends resourceOf<HeartbeatArgs>(bridged, "Heartbeat", { secrets: ["url"], outputs: ["url"] }) {
  declare readonly url: pulumi.Output<string>;
}

/** Whoever knows its token can report incidents. */
export class Policy extends resourceOf<PolicyArgs>(bridged, "Policy", { secrets: ["incidentToken"] }) {}

export class Severity extends resourceOf<SeverityArgs>(bridged, "Severity") {}

export class PagerdutyIntegration extends resourceOf<PagerdutyIntegrationArgs>(bridged, "PagerdutyIntegration", { secrets: ["key"] }) {}

export class OutgoingWebhook extends resourceOf<OutgoingWebhookArgs>(bridged, "OutgoingWebhook", { secrets: ["url"] }) {}

export class StatusPage extends resourceOf<StatusPageArgs>(bridged, "StatusPage") {}

export class StatusPageSection extends resourceOf<StatusPageSectionArgs>(bridged, "StatusPageSection") {}

export class StatusPageResource extends resourceOf<StatusPageResourceArgs>(bridged, "StatusPageResource") {}

export const resources: Resources<BetterStack> = {
  classes: {
    monitor: Monitor,
    heartbeat: Heartbeat,
    policy: Policy,
    severity: Severity,
    pagerdutyIntegration: PagerdutyIntegration,
    webhook: OutgoingWebhook,
    statusPage: StatusPage,
    section: StatusPageSection,
    component: StatusPageResource,
  },
  lookUps: {
    slackIntegration: ({ channel }, options) =>
      // Where there is none the provider answers without an id, so that the look-up itself would not fail.
      lookUp<{ readonly id?: string }>(bridged, "getSlackIntegration", { slackChannelName: channel }, options).apply(({ id = "" }) => {
        if (!/^\d+$/.test(id))
          throw new Error(`Better Stack has no Slack integration for ${channel}: connect the channel under Integrations`);
        return Number(id);
      }),
    member: ({ email }, options) => lookUp<object>(bridged, "getTeamMember", { email }, options).apply(() => email),
  },
  provider: () => new Provider("better-stack", { apiToken: new pulumi.Config("better-uptime").requireSecret("apiToken") }),
  listers,
};
