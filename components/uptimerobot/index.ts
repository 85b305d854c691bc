import { addressSettings } from "../addresses.ts";
import { defineVendor, type Setting } from "../vendor.ts";
import { alertReaders } from "./alert-reader.ts";
import { kinds, type UptimeRobot } from "./kinds.ts";
import { planOf } from "./plan.ts";
import { refusals } from "./refusals.ts";
import { forUptimeRobot } from "./select.ts";
import { uptimeRobotSource } from "./source.ts";

/** Main key of the account: it makes monitors and contacts. */
const apiKey: Setting = { key: "uptimerobot:apiKey", secret: true };

/** Probes endpoints from outside. */
export const uptimeRobot = defineVendor<UptimeRobot>({
  name: "uptimerobot",
  title: "UptimeRobot",
  role: "evaluator",
  sources: [uptimeRobotSource],
  kinds,
  alertReaders,
  settings(monitoring) {
    const { alerts } = forUptimeRobot(monitoring);
    return alerts.length === 0 ? [] : [apiKey, ...addressSettings(alerts)];
  },
  refusals,
  plan: planOf,
  resources: async () => (await import("./resources.ts")).resources,
});
