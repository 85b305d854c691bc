import type { Condition, DigitalOceanSource } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";

/** An alert that DigitalOcean evaluates. */
export type OwnAlert = Alert & { readonly evaluator: DigitalOceanSource };

/** What DigitalOcean can evaluate: one figure of a host against one threshold. */
export type HostAlert = OwnAlert & { readonly when: Extract<Condition, { kind: "value" }> };

export function ownAlerts(alerts: readonly Alert[]): OwnAlert[] {
  return alerts.filter((alert): alert is OwnAlert => alert.evaluator.kind === "digitalocean");
}

export function isHostAlert(alert: OwnAlert): alert is HostAlert {
  return alert.when.kind === "value";
}
