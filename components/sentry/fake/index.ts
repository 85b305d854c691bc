import { behindBridge } from "../../../sandbox/fake-provider/bridged.ts";
import type { VendorModel } from "../../../sandbox/fake-provider/model.ts";
import { alert } from "./alert.ts";
import { functions } from "./functions.ts";
import { integrationPagerduty } from "./integration.ts";
import { metricMonitor } from "./metric-monitor.ts";

/** Sentry as its Terraform provider (0.15.4, behind the bridge) and its API present it, as far as this project uses it. */
export const fake: VendorModel = {
  package: "sentry",
  version: "0.15.4",
  bridged: behindBridge("registry.opentofu.org/jianyuan/sentry"),
  resources: {
    "sentry:index/metricMonitor:MetricMonitor": metricMonitor,
    "sentry:index/alert:Alert": alert,
    "sentry:index/integrationPagerduty:IntegrationPagerduty": integrationPagerduty,
  },
  functions,
};
