import { gatewaySetting, slackSetting } from "../names.ts";
import { defineVendor, type Setting } from "../vendor.ts";
import { kinds, type UptimeRobot } from "./kinds.ts";
import { planOf } from "./plan.ts";
import { refusals } from "./refusals.ts";
import { type UptimeRobotAlert, uptimeRobotAlerts } from "./select.ts";
import { uptimeRobotSource } from "./source.ts";

/** Main key of the account: it makes monitors and contacts. */
const apiKey: Setting = { key: "uptimerobot:apiKey", secret: true };

function settingsOf(alerts: readonly UptimeRobotAlert[]): Setting[] {
  if (alerts.length === 0) return [];
  const channels = alerts.map(({ route }) => route.channel);
  const names = [
    ...channels.flatMap((channel) => (channel.slack === undefined ? [] : [slackSetting(channel)])),
    ...channels.flatMap(({ webhook }) => (webhook === undefined ? [] : [gatewaySetting(webhook)])),
  ];
  return [apiKey, ...[...new Set(names)].map((name) => ({ key: `slostack:${name}`, secret: true }))];
}

/** Probes endpoints from outside. */
export const uptimeRobot = defineVendor<UptimeRobot>({
  name: "uptimerobot",
  title: "UptimeRobot",
  role: "evaluator",
  sources: [uptimeRobotSource],
  kinds,
  settings: ({ alerts }) => settingsOf(uptimeRobotAlerts(alerts)),
  refusals,
  plan: planOf,
  resources: async () => (await import("./resources.ts")).resources,
});
