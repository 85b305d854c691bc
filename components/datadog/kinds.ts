import type * as datadog from "@pulumi/datadog";
import type { Kind, KindOf, Shape } from "../plan.ts";

/** What Datadog's objects take. */
export interface Datadog extends Shape {
  readonly objects: {
    readonly pagerdutyService: datadog.pagerduty.ServiceObjectArgs;
    readonly slackChannel: datadog.slack.ChannelArgs;
    readonly metricTags: datadog.MetricTagConfigurationArgs;
    readonly slo: datadog.ServiceLevelObjectiveArgs;
    readonly monitor: datadog.MonitorArgs;
    readonly test: datadog.SyntheticsTestArgs;
    readonly webhook: datadog.WebhookArgs;
    readonly dashboard: datadog.DashboardJsonArgs;
    readonly pipeline: datadog.LogsCustomPipelineArgs;
    readonly scannerGroup: datadog.SensitiveDataScannerGroupArgs;
    readonly scannerRule: datadog.SensitiveDataScannerRuleArgs;
    readonly detection: datadog.SecurityMonitoringRuleArgs;
  };
  readonly lookUps: Readonly<Record<never, never>>;
}

export const kinds: { readonly [K in KindOf<Datadog>]: Kind } = {
  pagerdutyService: { type: "datadog:pagerduty/serviceObject:ServiceObject", noun: "PagerDuty integration", effect: "calls" },
  slackChannel: { type: "datadog:slack/channel:Channel", noun: "channel", effect: "other", shared: true },
  metricTags: {
    type: "datadog:index/metricTagConfiguration:MetricTagConfiguration",
    noun: "metric tag configuration",
    effect: "other",
  },
  slo: { type: "datadog:index/serviceLevelObjective:ServiceLevelObjective", noun: "SLO", effect: "other" },
  monitor: { type: "datadog:index/monitor:Monitor", noun: "monitor", effect: "alerts" },
  test: { type: "datadog:index/syntheticsTest:SyntheticsTest", noun: "synthetic test", effect: "alerts" },
  webhook: { type: "datadog:index/webhook:Webhook", noun: "webhook", effect: "other", secretOutputs: ["url"] },
  dashboard: { type: "datadog:index/dashboardJson:DashboardJson", noun: "dashboard", effect: "shows" },
  pipeline: { type: "datadog:index/logsCustomPipeline:LogsCustomPipeline", noun: "log pipeline", effect: "other" },
  scannerGroup: {
    type: "datadog:index/sensitiveDataScannerGroup:SensitiveDataScannerGroup",
    noun: "sensitive data scanner group",
    effect: "other",
  },
  scannerRule: {
    type: "datadog:index/sensitiveDataScannerRule:SensitiveDataScannerRule",
    noun: "sensitive data scanner rule",
    effect: "other",
  },
  detection: { type: "datadog:index/securityMonitoringRule:SecurityMonitoringRule", noun: "detection rule", effect: "alerts" },
};
