import { type AlertCondition, signalsOf } from "../model/condition.ts";

/** Labels that an alert on Prometheus sets by itself, whatever its series have. */
const ownLabels: ReadonlySet<string> = new Set([
  "alertname",
  "severity",
  "priority",
  "system",
  "service",
  "environment",
  "owner",
  "slo",
  "budget",
  "slostack_route",
]);

/**
 * Labels of its own by which an alert's series are told apart. They replace those of the series, so that two become one, which
 * no evaluator takes; none in a sound alert.
 */
export function sharedLabels(when: AlertCondition): string[] {
  return signalsOf(when).flatMap((signal) => (signal.kind === "value" ? signal.by.filter((label) => ownLabels.has(label)) : []));
}
