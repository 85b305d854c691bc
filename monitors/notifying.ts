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
  /** who sends its notifications: the evaluator, or a program beside it that is configured by files */
  readonly sender: string;
  readonly route: Route;
}

/** Who sends the notifications of a source's alerts. */
export const senderOf = (source: Source): string => source.traits.sender?.(source) ?? source.evaluator;

/** Everything that notifies people in one environment; a detection without a route is refused elsewhere. */
export function notifyingOf(resolved: Resolved, alerts: readonly Alert[]): Notifying[] {
  const detections = detectionsOf(resolved).flatMap(({ system, pipeline, logs: { evaluator }, route }) =>
    route ? [{ entry: `${system.id}/logs/pipelines/${pipeline.id}`, evaluator, sender: evaluator, route }] : [],
  );
  const notifying = alerts.map((alert) => {
    const { evaluator, route } = alert;
    return { entry: entryOf(alert), evaluator: evaluator.evaluator, sender: senderOf(evaluator), route };
  });
  return [...notifying, ...detections];
}
