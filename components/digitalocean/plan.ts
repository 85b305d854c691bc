import { slackSetting } from "../names.ts";
import { empty, type Plan } from "../plan.ts";
import { entriesOf } from "../provenance.ts";
import type { Monitoring } from "../vendor.ts";
import { monitorAlertArgs } from "./alert.ts";
import type { DigitalOcean } from "./kinds.ts";
import { digitalOceanAlerts, isHostAlert } from "./select.ts";

/** Every alert of one environment at DigitalOcean. */
export function planOf(monitoring: Monitoring): Plan<DigitalOcean> {
  const alerts = digitalOceanAlerts(monitoring.alerts).filter(isHostAlert);
  if (alerts.length === 0) return empty;
  return {
    groups: [
      {
        type: "slostack:digitalocean:Monitoring",
        name: "digitalocean-monitoring",
        objects: alerts.map((alert) => ({
          kind: "alert",
          name: alert.name,
          formerly: alert.formerNames,
          from: entriesOf(alert),
          args: (refs) => monitorAlertArgs(alert, (channel) => refs.secret(`slostack:${slackSetting(channel)}`)),
        })),
        outputs: (refs) => ({ alerts: Object.fromEntries(alerts.map(({ name }) => [name, refs.ref("alert", name, "uuid")])) }),
      },
    ],
  };
}
