import type * as pulumi from "@pulumi/pulumi";
import { type Bridged, providerOf, resourceOf } from "../bridged.ts";
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

/** Whoever knows its address can feign a sign of life. */
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
