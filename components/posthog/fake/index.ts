import { behindBridge } from "../../../sandbox/fake-provider/bridged.ts";
import type { VendorModel } from "../../../sandbox/fake-provider/model.ts";
import { dashboard, insight } from "./dashboard.ts";
import { featureFlag } from "./feature-flag.ts";

/** PostHog as its Terraform provider (1.0.13, behind the bridge) and its API present it, as far as this project uses it. */
export const fake: VendorModel = {
  package: "posthog",
  version: "1.0.13",
  bridged: behindBridge("registry.opentofu.org/posthog/posthog"),
  resources: {
    "posthog:index/dashboard:Dashboard": dashboard,
    "posthog:index/insight:Insight": insight,
    "posthog:index/featureFlag:FeatureFlag": featureFlag,
  },
};
