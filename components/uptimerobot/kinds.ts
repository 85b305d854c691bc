import { calling } from "../names.ts";
import type { Kind, KindOf, Shape } from "../plan.ts";
import type { AlertContactArgs, IntegrationArgs, MonitorArgs } from "./inputs.ts";

/** What UptimeRobot's objects take. */
export interface UptimeRobot extends Shape {
  readonly objects: {
    readonly monitor: MonitorArgs;
    readonly contact: AlertContactArgs;
    readonly integration: IntegrationArgs;
  };
  readonly lookUps: Readonly<Record<never, never>>;
}

export const kinds: { readonly [K in KindOf<UptimeRobot>]: Kind } = {
  monitor: { type: "uptimerobot:index/monitor:Monitor", noun: "monitor", effect: "alerts" },
  contact: { type: "uptimerobot:index/alertContact:AlertContact", noun: "alert contact", effect: "other" },
  integration: { type: "uptimerobot:index/integration:Integration", noun: "integration", effect: "other", calling },
};
