import { behindBridge } from "../../../sandbox/stand-in/bridged.ts";
import type { VendorModel } from "../../../sandbox/stand-in/model.ts";
import { functions } from "./functions.ts";
import { heartbeat } from "./heartbeat.ts";
import { outgoingWebhook, pagerdutyIntegration, severity } from "./integration.ts";
import { monitor } from "./monitor.ts";
import { policy } from "./policy.ts";
import { statusPage, statusPageResource, statusPageSection } from "./status-page.ts";

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
