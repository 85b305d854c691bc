import type { Source, SourceOf } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";

/** A Prometheus whose own rules alert, and not Grafana's. */
export function evaluatesItself(source: Source): source is SourceOf<"prometheus"> {
  return source.kind === "prometheus" && source.evaluator === "prometheus";
}

/** An alert that a Prometheus evaluates itself; an Alertmanager notifies. */
export function isSelfEvaluated(alert: Alert): alert is Alert & { readonly evaluator: SourceOf<"prometheus"> } {
  return evaluatesItself(alert.evaluator);
}

/** A heartbeat that one Prometheus owes to a receiver outside. */
export interface SignOfLife {
  /** of the alert at the receiver, and of the rule that never stops firing */
  readonly name: string;
  readonly source: SourceOf<"prometheus">;
  /** seconds between two signs */
  readonly every: number;
  readonly alert: Alert;
}

/** The heartbeats for the dead man's switch, one for every Prometheus that evaluates its own rules. */
export function signsOfLife(alerts: readonly Alert[]): SignOfLife[] {
  return alerts.flatMap((alert) => {
    const { name, when } = alert;
    const source = when.kind === "no-sign-of-life" ? when.of.source : undefined;
    return when.kind === "no-sign-of-life" && source && evaluatesItself(source) ? [{ name, source, every: when.every, alert }] : [];
  });
}
