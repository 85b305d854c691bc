import type * as grafana from "@pulumiverse/grafana";
import { alertGroups } from "../../model/groups.ts";
import type { Environment } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { type Inhibition, inhibitionLabels, inhibitions } from "../../monitors/inhibition.ts";
import { uidOf } from "./names.ts";

type InhibitionArgs = grafana.alerting.v1beta1.NotificationsInhibitionRuleArgs;

/** An inhibition, and the alerts on both of its sides. */
export interface Inhibiting extends Inhibition {
  readonly alerts: readonly Alert[];
}

/** Those that have a source and a target among these alerts. */
export function inhibitionsOf(alerts: readonly Alert[]): Inhibiting[] {
  const by = [...new Set(alerts.flatMap(({ when }) => alertGroups(when)?.by ?? []))].sort();
  return inhibitions(by).flatMap((inhibition) => {
    const { label, source, target } = inhibition;
    const [sources, targets] = [source, target].map((value) => alerts.filter((alert) => inhibitionLabels(alert)[label] === value));
    return sources?.length && targets?.length ? [{ ...inhibition, alerts: [...sources, ...targets] }] : [];
  });
}

/** Inhibitions are those of the whole organization at Grafana, so both sides name the environment. */
export function inhibitionArgs({ id, label, source, target, equal }: Inhibition, environment: Environment): InhibitionArgs {
  const matchers = (value: string) => [
    { label: "environment", type: "=", value: environment.id },
    { label, type: "=", value },
  ];
  return {
    metadata: { uid: uidOf({ name: id, formerNames: [] }, environment) },
    spec: { sourceMatchers: matchers(source), targetMatchers: matchers(target), equals: [...equal] },
  };
}
