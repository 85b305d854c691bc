import type { VendorModel } from "../stand-in/model.ts";
import { behindBridge } from "./bridged.ts";
import { alert } from "./sentry/alert.ts";
import { functions } from "./sentry/functions.ts";
import { integrationPagerduty } from "./sentry/integration.ts";
import { metricMonitor } from "./sentry/metric-monitor.ts";

/** Sentry as its Terraform provider (0.15.4, behind the bridge) and its API present it, as far as this project uses it. */
export const sentry: VendorModel = {
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
