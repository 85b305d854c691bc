import { slackSetting } from "../names.ts";
import { defineVendor, type Setting } from "../vendor.ts";
import { type DigitalOcean, kinds } from "./kinds.ts";
import { planOf } from "./plan.ts";
import { refusals } from "./refusals.ts";
import { type DigitalOceanAlert, digitalOceanAlerts } from "./select.ts";
import { digitalOceanSource } from "./source.ts";

const token: Setting = { key: "digitalocean:token", secret: true };

function settingsOf(alerts: readonly DigitalOceanAlert[]): Setting[] {
  if (alerts.length === 0) return [];
  const channels = new Map(alerts.map(({ route: { channel } }) => [channel.id, channel]));
  const webhooks = [...channels.values()].filter(({ slack }) => slack !== undefined);
  return [token, ...webhooks.map((channel) => ({ key: `slostack:${slackSetting(channel)}`, secret: true }))];
}

export const digitalOcean = defineVendor<DigitalOcean>({
  name: "digitalocean",
  title: "DigitalOcean",
  role: "evaluator",
  sources: [digitalOceanSource],
  kinds,
  settings: ({ alerts }) => settingsOf(digitalOceanAlerts(alerts)),
  refusals,
  plan: planOf,
  sdk: "@pulumi/digitalocean",
  resources: async () => (await import("./resources.ts")).resources,
});
