import type { Condition, SourceOf } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";

/** An alert that DigitalOcean evaluates. */
export type DigitalOceanAlert = Alert & { readonly evaluator: SourceOf<"digitalocean"> };

/** What DigitalOcean can evaluate: one figure of a host against one threshold. */
export type HostAlert = DigitalOceanAlert & { readonly when: Extract<Condition, { kind: "value" }> };

export function digitalOceanAlerts(alerts: readonly Alert[]): DigitalOceanAlert[] {
  return alerts.filter((alert): alert is DigitalOceanAlert => alert.evaluator.kind === "digitalocean");
}

export function isHostAlert(alert: DigitalOceanAlert): alert is HostAlert {
  return alert.when.kind === "value";
}
