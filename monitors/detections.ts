import type { Environment, Logs, OnCall, Pipeline, Resolved, System } from "../model/resolved.ts";
import type { Route } from "./alert.ts";
import { routeOf } from "./routing.ts";

export type DetectingPipeline = Pipeline & { readonly detect: NonNullable<Pipeline["detect"]> };

/** A detection on the logs of a system, with its recipients. */
export interface Detection {
  readonly environment: Environment;
  readonly system: System;
  readonly logs: Logs;
  readonly pipeline: DetectingPipeline;
  /** undefined: it would page, and the services of the system have no on-call in common */
  readonly route: Route | undefined;
}

/** Every detection that the logs of a catalog ask for. Logs belong to no service: they page whom all services page. */
export function detectionsOf({ environment, systems }: Resolved): Detection[] {
  return systems.flatMap((system) => {
    const { logs, owner } = system;
    if (!logs) return [];
    return logs.pipelines.filter(isDetecting).map((pipeline) => {
      const severity = system.severities.find(({ id }) => id === pipeline.detect.severity.id) ?? pipeline.detect.severity;
      const onCall = sharedOnCall(system);
      const nobody = severity.route === "page" && environment.pages && !onCall;
      return { environment, system, logs, pipeline, route: nobody ? undefined : routeOf({ severity, environment, owner, onCall }) };
    });
  });
}

function isDetecting(pipeline: Pipeline): pipeline is DetectingPipeline {
  return pipeline.detect !== undefined;
}

function sharedOnCall({ services }: System): OnCall | undefined {
  const [first, ...others] = services.map(({ onCall }) => onCall);
  return others.every((onCall) => onCall?.id === first?.id) ? first : undefined;
}
