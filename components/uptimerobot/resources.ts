import * as pulumi from "@pulumi/pulumi";
import { type Bridged, providerOf, resourceOf } from "../bridged.ts";
import type { Resources } from "../vendor.ts";
import type { AlertContactArgs, IntegrationArgs, MonitorArgs } from "./inputs.ts";
import type { UptimeRobot } from "./kinds.ts";

/** The vendor's own Terraform provider; it has no SDK on npm. */
export const bridged: Bridged = { address: "registry.opentofu.org/uptimerobot/uptimerobot", name: "uptimerobot", version: "1.10.0" };

export class Provider extends providerOf<{ readonly apiKey: pulumi.Input<string> }>(bridged, ["apiKey"]) {}

export class Monitor extends resourceOf<MonitorArgs>(bridged, "Monitor") {}

export class AlertContact extends resourceOf<AlertContactArgs>(bridged, "AlertContact", { secrets: ["value"] }) {}

export class Integration extends resourceOf<IntegrationArgs>(bridged, "Integration", { secrets: ["value"] }) {}

export const resources: Resources<UptimeRobot> = {
  classes: { monitor: Monitor, contact: AlertContact, integration: Integration },
  lookUps: {},
  provider: () => new Provider("uptimerobot", { apiKey: new pulumi.Config("uptimerobot").requireSecret("apiKey") }),
};
