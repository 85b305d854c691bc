import type * as pulumi from "@pulumi/pulumi";
import { type Bridged, providerOf, resourceOf } from "../bridged.ts";
import type { DashboardArgs, FeatureFlagArgs, InsightArgs } from "./inputs.ts";

/** The vendor's own Terraform provider; it has no SDK on npm. */
export const bridged: Bridged = { address: "registry.opentofu.org/posthog/posthog", name: "posthog", version: "1.0.13" };

export class Provider extends providerOf<{ readonly apiKey: pulumi.Input<string>; readonly host: string }>(bridged, ["apiKey"]) {}

export class Dashboard extends resourceOf<DashboardArgs>(bridged, "Dashboard", { outputs: ["dashboardId"] }) {
  declare readonly dashboardId: pulumi.Output<number>;
}

export class Insight extends resourceOf<InsightArgs>(bridged, "Insight") {}

export class FeatureFlag extends resourceOf<FeatureFlagArgs>(bridged, "FeatureFlag") {}
