import * as pulumi from "@pulumi/pulumi";
import { type Bridged, providerOf, resourceOf } from "../bridged.ts";
import type { Resources } from "../vendor.ts";
import { host } from "./host.ts";
import type { DashboardArgs, FeatureFlagArgs, InsightArgs } from "./inputs.ts";
import type { PostHog } from "./kinds.ts";
import { listers } from "./listing.ts";

/** The vendor's own Terraform provider; it has no SDK on npm. */
export const bridged: Bridged = { address: "registry.opentofu.org/posthog/posthog", name: "posthog", version: "1.0.13" };

export class Provider extends providerOf<{ readonly apiKey: pulumi.Input<string>; readonly host: string }>(bridged, ["apiKey"]) {}

export class Dashboard extends resourceOf<DashboardArgs>(bridged, "Dashboard", { outputs: ["dashboardId"] }) {}

export class Insight extends resourceOf<InsightArgs>(bridged, "Insight") {}

export class FeatureFlag extends resourceOf<FeatureFlagArgs>(bridged, "FeatureFlag") {}

export const resources: Resources<PostHog> = {
  classes: { dashboard: Dashboard, insight: Insight, flag: FeatureFlag },
  lookUps: {},
  provider: () => new Provider("posthog", { apiKey: new pulumi.Config("posthog").requireSecret("apiKey"), host: host() }),
  listers,
};
