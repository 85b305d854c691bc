import * as pulumi from "@pulumi/pulumi";
import { slackSetting } from "../names.ts";
import type { Evaluator, Setting } from "../vendor.ts";
import { Monitoring } from "./monitoring.ts";
import { isHostAlert, type OwnAlert, ownAlerts } from "./own.ts";
import { refusals } from "./refusals.ts";

const token: Setting = { key: "digitalocean:token", secret: true };

function settingsOf(alerts: readonly OwnAlert[]): Setting[] {
  if (alerts.length === 0) return [];
  const channels = new Map(alerts.map(({ route: { channel } }) => [channel.id, channel]));
  const webhooks = [...channels.values()].filter(({ slack }) => slack !== undefined);
  return [token, ...webhooks.map((channel) => ({ key: `slostack:${slackSetting(channel)}`, secret: true }))];
}

export const digitalOcean: Evaluator = {
  name: "digitalocean",
  settings: ({ alerts }) => settingsOf(ownAlerts(alerts)),
  refusals,
  provision({ alerts }) {
    const own = ownAlerts(alerts).filter(isHostAlert);
    if (own.length === 0) return {};
    const config = new pulumi.Config("slostack");
    const monitoring = new Monitoring("digitalocean-monitoring", {
      alerts: own,
      webhookOf: (channel) => config.requireSecret(slackSetting(channel)),
    });
    return { alerts: monitoring.alerts };
  },
};
