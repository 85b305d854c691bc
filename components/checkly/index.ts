import { gatewaySetting, slackSetting } from "../names.ts";
import { defineVendor, type Setting } from "../vendor.ts";
import { type Checkly, kinds } from "./kinds.ts";
import { planOf } from "./plan.ts";
import { refusals } from "./refusals.ts";
import { type ChecklyAlert, checklyAlerts } from "./select.ts";
import { checklySource } from "./source.ts";

const account: readonly Setting[] = [
  { key: "checkly:apiKey", secret: true },
  { key: "checkly:accountId", secret: false },
];

function settingsOf(alerts: readonly ChecklyAlert[]): Setting[] {
  if (alerts.length === 0) return [];
  const channels = alerts.map(({ route }) => route.channel);
  const names = [
    ...channels.flatMap((channel) => (channel.slack === undefined ? [] : [slackSetting(channel)])),
    ...channels.flatMap(({ webhook }) => (webhook === undefined ? [] : [gatewaySetting(webhook)])),
  ];
  return [...account, ...[...new Set(names)].map((name) => ({ key: `slostack:${name}`, secret: true }))];
}

/** Probes endpoints from outside. */
export const checkly = defineVendor<Checkly>({
  name: "checkly",
  title: "Checkly",
  role: "evaluator",
  sources: [checklySource],
  kinds,
  settings: ({ alerts }) => settingsOf(checklyAlerts(alerts)),
  refusals,
  plan: planOf,
  sdk: "@checkly/pulumi",
  resources: async () => (await import("./resources.ts")).resources,
});
