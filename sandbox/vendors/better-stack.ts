import type { VendorModel } from "../stand-in/model.ts";
import { functions } from "./better-stack/functions.ts";
import { heartbeat } from "./better-stack/heartbeat.ts";
import { outgoingWebhook, pagerdutyIntegration, severity } from "./better-stack/integration.ts";
import { monitor } from "./better-stack/monitor.ts";
import { policy } from "./better-stack/policy.ts";
import { statusPage, statusPageResource, statusPageSection } from "./better-stack/status-page.ts";
import { behindBridge } from "./bridged.ts";

/** Better Stack as its Terraform provider (0.21.10, behind the bridge) and its API present it, as far as this project uses it. */
export const betterStack: VendorModel = {
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
