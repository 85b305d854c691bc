import type { FunctionModel, VendorModel } from "../../../sandbox/fake-provider/model.ts";
import { text } from "../../../sandbox/fake-provider/value.ts";
import { dashboardJson } from "./dashboard.ts";
import { downtimeSchedule } from "./downtime.ts";
import { metricTagConfiguration, serviceObject, slackChannel, webhook } from "./integration.ts";
import { logsCustomPipeline } from "./logs.ts";
import { monitor } from "./monitor.ts";
import { scannerGroup, scannerRule } from "./scanner.ts";
import { securityMonitoringRule } from "./security.ts";
import { serviceLevelObjective } from "./slo.ts";
import { syntheticsTest } from "./synthetics.ts";

/** The provider's lists of an account, each of id, name and type; an empty one is a failed search to it. */
function list(kind: string, under: string, id: (id: string) => string | number): FunctionModel {
  return (args, account) => {
    const found = account.all(kind);
    if (found.length === 0) throw new Error("your query returned no result, please try a less specific search criteria");
    return {
      ...args,
      id: "||",
      [under]: found.map(({ id: own, fields }) => ({ id: id(own), name: text(fields.name), type: text(fields.type) })),
    };
  };
}

/** Datadog as its plugin (5.11) and its API present it, as far as this project uses it. */
export const fake: VendorModel = {
  package: "datadog",
  version: "5.11.0",
  resources: {
    "datadog:index/monitor:Monitor": monitor,
    "datadog:index/serviceLevelObjective:ServiceLevelObjective": serviceLevelObjective,
    "datadog:index/dashboardJson:DashboardJson": dashboardJson,
    "datadog:index/downtimeSchedule:DowntimeSchedule": downtimeSchedule,
    "datadog:index/logsCustomPipeline:LogsCustomPipeline": logsCustomPipeline,
    "datadog:index/sensitiveDataScannerGroup:SensitiveDataScannerGroup": scannerGroup,
    "datadog:index/sensitiveDataScannerRule:SensitiveDataScannerRule": scannerRule,
    "datadog:index/securityMonitoringRule:SecurityMonitoringRule": securityMonitoringRule,
    "datadog:index/metricTagConfiguration:MetricTagConfiguration": metricTagConfiguration,
    "datadog:index/syntheticsTest:SyntheticsTest": syntheticsTest,
    "datadog:index/webhook:Webhook": webhook,
    "datadog:pagerduty/serviceObject:ServiceObject": serviceObject,
    "datadog:slack/channel:Channel": slackChannel,
  },
  functions: {
    "datadog:index/getMonitors:getMonitors": list("monitor", "monitors", Number),
    "datadog:index/getServiceLevelObjectives:getServiceLevelObjectives": list("serviceLevelObjective", "slos", String),
  },
};
