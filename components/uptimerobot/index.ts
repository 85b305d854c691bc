import * as pulumi from "@pulumi/pulumi";
import { gatewaySetting, slackSetting } from "../names.ts";
import type { Evaluator, Setting } from "../vendor.ts";
import { Monitoring } from "./monitoring.ts";
import { sender } from "./names.ts";
import { apiKey, provider } from "./provider.ts";
import { refusals } from "./refusals.ts";
import { probesOf, type UptimeRobotAlert, uptimeRobotAlerts } from "./select.ts";

function settingsOf(alerts: readonly UptimeRobotAlert[]): Setting[] {
  if (alerts.length === 0) return [];
  const channels = alerts.map(({ route }) => route.channel);
  const names = [
    ...channels.flatMap((channel) => (channel.slack === undefined ? [] : [slackSetting(channel)])),
    ...channels.flatMap(({ webhook }) => (webhook === undefined ? [] : [gatewaySetting(webhook)])),
  ];
  return [apiKey, ...[...new Set(names)].map((name) => ({ key: `slostack:${name}`, secret: true }))];
}

/** Asks endpoints from outside. */
export const uptimeRobot: Evaluator = {
  name: sender,
  settings: ({ alerts }) => settingsOf(uptimeRobotAlerts(alerts)),
  refusals,
  provision({ resolved, alerts, protect }, pages) {
    const probes = probesOf(resolved, uptimeRobotAlerts(alerts));
    if (probes.length === 0) return {};
    const config = new pulumi.Config("slostack");
    const monitoring = new Monitoring(
      "monitoring",
      {
        environment: resolved.environment,
        probes,
        pages,
        region: config.get<"us" | "eu">("pagerdutyRegion", { allowedValues: ["us", "eu"] }) ?? "us",
        slackWebhook: (channel) => config.requireSecret(slackSetting(channel)),
        gateway: (name) => config.requireSecret(gatewaySetting(name)),
        protect,
      },
      { providers: [provider()] },
    );
    return { monitors: monitoring.monitors };
  },
};
