import { namesOf } from "../../../dashboards/name.ts";
import { logicalName } from "../../../model/ids.ts";
import type { Logs, Pipeline, System } from "../../../model/resolved.ts";
import type { Detection } from "../../../monitors/detections.ts";
import type { Group, Spec } from "../../plan.ts";
import type { Datadog } from "../kinds.ts";
import { handlesOf } from "../names.ts";
import type { Selection } from "../select.ts";
import { detectionArgs, routeOfDetection } from "./detection.ts";
import { pipelineArgs } from "./pipeline.ts";
import { scannerGroupArgs, scannerRuleArgs } from "./scanner.ts";

type Planned = Spec<Datadog>;

/**
 * How logs are read, masked and watched. Pipelines and scanners work on the logs of the whole account: the environment
 * that owns it has them. Rules look at one environment's lines, so that each has its own.
 *
 * @param within name of the component that it is a part of
 */
export function logReading(selection: Selection, within: string): Group<Datadog> {
  const { detections, logging, resolved } = selection;
  const read = resolved.environment.ownsAccount ? logging : [];
  return {
    type: "slostack:datadog:LogReading",
    name: "logs",
    within,
    objects: [
      ...read.flatMap((system) => {
        const { logs } = system;
        return logs?.pipelines.flatMap((pipeline) => pipelineOf(system, logs, pipeline)) ?? [];
      }),
      ...detections.map((detection) => watching(detection, selection)),
    ],
    outputs: () => ({}),
  };
}

/** A lost mask shows secrets, a lost pipeline loses the status of every line: both are protected. */
function base(system: System, pipeline: Pipeline) {
  const { name, formerNames } = namesOf([system, pipeline]);
  return { name, formerly: formerNames, from: [`${system.id}/logs/pipelines/${pipeline.id}`], protect: true };
}

function pipelineOf(system: System, logs: Logs, pipeline: Pipeline): Planned[] {
  const common = base(system, pipeline);
  const { name, formerly } = common;
  const masks: Planned[] = [
    { ...common, kind: "scannerGroup", args: () => scannerGroupArgs(system, logs, pipeline) },
    ...pipeline.mask.map(
      (mask): Planned => ({
        ...common,
        kind: "scannerRule",
        name: logicalName(name, mask),
        formerly: formerly.map((one) => logicalName(one, mask)),
        args: (refs) => scannerRuleArgs(mask, refs.ref("scannerGroup", name)),
      }),
    ),
  ];
  return [{ ...common, kind: "pipeline", args: () => pipelineArgs(system, logs, pipeline) }, ...(pipeline.mask.length > 0 ? masks : [])];
}

function watching(detection: Detection, { recipients, slackAccount, sources }: Selection): Planned {
  const { environment, pipeline, system } = detection;
  return {
    ...base(system, pipeline),
    kind: "detection",
    after: recipients,
    args: () => detectionArgs(detection, sources[0]?.environment, handlesOf(routeOfDetection(detection), environment, slackAccount)),
  };
}
