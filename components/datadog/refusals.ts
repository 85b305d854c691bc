import { panelsIn } from "../../dashboards/dashboard.ts";
import type { Refusal } from "../../model/refusal.ts";
import type { Pipeline, System } from "../../model/resolved.ts";
import { budgetSpentQuery, burnRateQuery, Inexpressible, measureQuery } from "../../queries/datadog.ts";
import type { Monitoring } from "../vendor.ts";
import { type Ask, compositionOf } from "./composition.ts";
import { dashboardJson } from "./dashboard.ts";
import { distributionArgs } from "./integration.ts";
import { detectionArgs, routeOfDetection } from "./logs/detection.ts";
import { pipelineArgs } from "./logs/pipeline.ts";
import { priorityOf, type Question } from "./monitor.ts";
import { syntheticsTestArgs } from "./probe.ts";
import { type DatadogAlert, type DatadogMonitoring, forDatadog } from "./select.ts";
import { placeOf, sloArgs, sloSpecs } from "./slo.ts";
import { alertTags } from "./tags.ts";
import { heartbeatMonitorArgs } from "./watchdog.ts";

/** An SLO has at most this many tags, a monitor too (API reference). */
const mostTags = 32;

/**
 * What Datadog cannot express of a catalog, each with its path; empty when all is well. Each part is made
 * once, with ids that are not real: what cannot be made says why.
 */
export function refusals(monitoring: Monitoring): Refusal[] {
  const selected = forDatadog(monitoring);
  const { environment } = selected.resolved;
  return [
    ...selected.alerts.flatMap((alert) => refusal(alert.entry, () => tryAlert(alert, selected))),
    ...selected.slos.flatMap((slo) => sloSpecs(slo).flatMap((spec) => refusal(slo.slo.path, () => sloArgs(spec, environment)))),
    ...selected.dashboards.flatMap((spec) => {
      const lines = panelsIn(spec).flatMap((panel) => panel.lines.map((line) => ({ panel, line })));
      const faults = lines.flatMap(({ panel, line }) => refusal(`${spec.name}/${panel.id}`, () => measureQuery(line.measure)));
      return faults.length > 0 ? faults : refusal(spec.name, () => dashboardJson(spec, ({ path }) => path));
    }),
    ...selected.distributions.flatMap((metric) => refusal(metric.name, () => distributionArgs(metric))),
    ...selected.probes.flatMap((probe) => refusal(probe.entry, () => syntheticsTestArgs(probe, []))),
    ...selected.watchdogs.flatMap((watchdog) => refusal(watchdog.entry, () => heartbeatMonitorArgs(watchdog))),
    ...logRefusals(selected),
  ];
}

function refusal(path: string, make: () => unknown): Refusal[] {
  try {
    make();
    return [];
  } catch (error) {
    if (error instanceof Inexpressible) return [{ entry: path, why: error.message }];
    throw error;
  }
}

function tryAlert(alert: DatadogAlert, selected: DatadogMonitoring): void {
  priorityOf(alert);
  const tags = alertTags(alert);
  if (tags.length > mostTags) throw new Inexpressible(`${tags.length} tags, more than ${mostTags}`);
  const plan = compositionOf(alert);
  const asks = plan.kind === "single" ? [plan.ask] : plan.members.map(({ ask }) => ask);
  for (const ask of asks) tryAsk(ask, selected);
}

function tryAsk(ask: Ask, { slos }: DatadogMonitoring): Pick<Question, "critical"> {
  if (ask.kind === "metric") return ask.query;
  placeOf(ask.slo, slos);
  return ask.kind === "burn" ? burnRateQuery("", ask.burn) : budgetSpentQuery("", ask.slo.window);
}

function logRefusals({ detections, logging, sources }: DatadogMonitoring): Refusal[] {
  const path = (system: System, pipeline: Pipeline) => `${system.id}/logs/pipelines/${pipeline.id}`;
  return [
    ...logging.flatMap((system) => {
      const { logs } = system;
      return logs ? logs.pipelines.flatMap((pipeline) => refusal(path(system, pipeline), () => pipelineArgs(system, logs, pipeline))) : [];
    }),
    ...detections.flatMap((detection) =>
      refusal(path(detection.system, detection.pipeline), () => {
        routeOfDetection(detection);
        return detectionArgs(detection, sources[0]?.environment, []);
      }),
    ),
  ];
}
