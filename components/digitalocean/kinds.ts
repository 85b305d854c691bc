import type * as digitalocean from "@pulumi/digitalocean";
import type { Kind, KindOf, Shape } from "../plan.ts";

/** What DigitalOcean's objects take. */
export interface DigitalOcean extends Shape {
  readonly objects: { readonly alert: digitalocean.MonitorAlertArgs };
  readonly lookUps: Readonly<Record<never, never>>;
}

export const kinds: { readonly [K in KindOf<DigitalOcean>]: Kind } = {
  // The address of a webhook lies deep in the alerts, which are a secret as a whole.
  alert: {
    type: "digitalocean:index/monitorAlert:MonitorAlert",
    noun: "alert",
    effect: "alerts",
    secretOutputs: ["alerts"],
    importId: "its UUID (`doctl monitoring alert list`)",
  },
};
