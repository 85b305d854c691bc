import type { Logs, Resolved, Source } from "../model/resolved.ts";
import type { Alert, Route } from "./alert.ts";
import { detectionsOf } from "./detections.ts";
import { entryOf } from "./entry.ts";

/** What notifies people of something: an alert, or a detection in logs. */
export interface Notifying {
  /** whole path of its entry */
  readonly entry: string;
  /** who evaluates it */
  readonly evaluator: Source["evaluator"] | Logs["evaluator"];
  readonly route: Route;
}

/** Everything that notifies people in one environment; a detection without a route is refused elsewhere. */
export function notifyingOf(resolved: Resolved, alerts: readonly Alert[]): Notifying[] {
  const detections = detectionsOf(resolved).flatMap(({ system, pipeline, logs: { evaluator }, route }) =>
    route ? [{ entry: `${system.id}/logs/pipelines/${pipeline.id}`, evaluator, route }] : [],
  );
  return [...alerts.map((alert) => ({ entry: entryOf(alert), evaluator: alert.evaluator.evaluator, route: alert.route })), ...detections];
}
