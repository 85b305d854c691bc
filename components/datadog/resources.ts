import * as datadog from "@pulumi/datadog";
import type { Resources } from "../vendor.ts";
import type { Datadog } from "./kinds.ts";
import { listers } from "./listing.ts";

export const resources: Resources<Datadog> = {
  classes: {
    pagerdutyService: datadog.pagerduty.ServiceObject,
    slackChannel: datadog.slack.Channel,
    metricTags: datadog.MetricTagConfiguration,
    slo: datadog.ServiceLevelObjective,
    monitor: datadog.Monitor,
    test: datadog.SyntheticsTest,
    webhook: datadog.Webhook,
    dashboard: datadog.DashboardJson,
    pipeline: datadog.LogsCustomPipeline,
    scannerGroup: datadog.SensitiveDataScannerGroup,
    scannerRule: datadog.SensitiveDataScannerRule,
    detection: datadog.SecurityMonitoringRule,
  },
  lookUps: {},
  listers,
};
