import * as pulumi from "@pulumi/pulumi";
import { slackSetting } from "../names.ts";
import type { Evaluator, Setting } from "../vendor.ts";
import { Monitoring } from "./monitoring.ts";
import { refusals } from "./refusals.ts";
import { type DigitalOceanAlert, digitalOceanAlerts, isHostAlert } from "./select.ts";

const token: Setting = { key: "digitalocean:token", secret: true };

function settingsOf(alerts: readonly DigitalOceanAlert[]): Setting[] {
  if (alerts.length === 0) return [];
  const channels = new Map(alerts.map(({ route: { channel } }) => [channel.id, channel]));
  const webhooks = [...channels.values()].filter(({ slack }) => slack !== undefined);
  return [token, ...webhooks.map((channel) => ({ key: `slostack:${slackSetting(channel)}`, secret: true }))];
}

export const digitalOcean: Evaluator = {
  name: "digitalocean",
  settings: ({ alerts }) => settingsOf(digitalOceanAlerts(alerts)),
  refusals,
  provision({ alerts }) {
    const selected = digitalOceanAlerts(alerts).filter(isHostAlert);
    if (selected.length === 0) return {};
    const config = new pulumi.Config("slostack");
    const monitoring = new Monitoring("digitalocean-monitoring", {
      alerts: selected,
      webhookOf: (channel) => config.requireSecret(slackSetting(channel)),
    });
    return { alerts: monitoring.alerts };
  },
};
