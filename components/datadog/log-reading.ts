import * as vendor from "@pulumi/datadog";
import * as pulumi from "@pulumi/pulumi";
import { namesOf } from "../../dashboards/name.ts";
import { logicalName } from "../../model/ids.ts";
import type { Logs, Pipeline, System } from "../../model/resolved.ts";
import type { Detection } from "../../monitors/detections.ts";
import { detectionArgs, routeOfDetection } from "./logs/detection.ts";
import { pipelineArgs } from "./logs/pipeline.ts";
import { scannerGroupArgs, scannerRuleArgs } from "./logs/scanner.ts";
import { handlesOf } from "./names.ts";
import type { DatadogMonitoring } from "./select.ts";

export interface LogReadingArgs extends DatadogMonitoring {
  readonly slackAccount: string | undefined;
  /** what messages call has to be there first */
  readonly dependsOn: readonly pulumi.Resource[];
}

/**
 * How logs are read, masked and watched. Pipelines and scanners work on the logs of the whole account: the environment
 * that owns it has them. Rules look at one environment's lines, so that each has its own.
 */
export class LogReading extends pulumi.ComponentResource {
  private readonly protect: boolean;

  constructor(name: string, args: LogReadingArgs, options: pulumi.ComponentResourceOptions) {
    super("slostack:datadog:LogReading", name, {}, options);
    this.protect = args.protect;
    if (args.resolved.environment.ownsAccount) for (const system of args.logging) if (system.logs) this.read(system, system.logs);
    for (const detection of args.detections) this.watch(detection, args);
    this.registerOutputs({});
  }

  private read(system: System, logs: Logs): void {
    for (const pipeline of logs.pipelines) {
      const { name, formerNames } = namesOf([system, pipeline]);
      new vendor.LogsCustomPipeline(name, pipelineArgs(system, logs, pipeline), this.kept(formerNames));
      if (pipeline.mask.length > 0) this.mask(system, logs, pipeline);
    }
  }

  private watch(detection: Detection, { dependsOn, slackAccount, sources }: LogReadingArgs): void {
    const { name, formerNames } = namesOf([detection.system, detection.pipeline]);
    const handles = handlesOf(routeOfDetection(detection), detection.environment, slackAccount);
    const args = detectionArgs(detection, sources[0]?.environment, handles);
    new vendor.SecurityMonitoringRule(name, args, { ...this.kept(formerNames), dependsOn: [...dependsOn] });
  }

  private mask(system: System, logs: Logs, pipeline: Pipeline): void {
    const { name, formerNames } = namesOf([system, pipeline]);
    const group = new vendor.SensitiveDataScannerGroup(name, scannerGroupArgs(system, logs, pipeline), this.kept(formerNames));
    for (const kind of pipeline.mask) {
      const former = formerNames.map((one) => logicalName(one, kind));
      new vendor.SensitiveDataScannerRule(logicalName(name, kind), scannerRuleArgs(kind, group.id), this.kept(former));
    }
  }

  /** A lost mask shows secrets, a lost pipeline loses the status of every line. */
  private kept(formerly: readonly string[]): pulumi.CustomResourceOptions {
    return { parent: this, aliases: formerly.map((name) => ({ name })), protect: this.protect };
  }
}
