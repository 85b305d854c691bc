import * as pulumi from "@pulumi/pulumi";
import { gatewaySetting, slackSetting } from "../names.ts";
import type { Evaluator, Setting } from "../vendor.ts";
import { Monitoring } from "./monitoring.ts";
import { sender } from "./names.ts";
import { refusals } from "./refusals.ts";
import { type NewRelicAlert, newRelicAlerts, newRelicDashboards } from "./select.ts";

/** Numbers of accounts are not secret: they stand in every address of New Relic's pages. */
const account: readonly Setting[] = [
  {
    key: "newrelic:accountId",
    secret: false,
    faults: (value) => (/^[1-9]\d*$/.test(value) ? [] : [`is ${JSON.stringify(value)}, and an account has a number`]),
  },
  { key: "newrelic:apiKey", secret: true },
  {
    key: "newrelic:region",
    secret: false,
    faults: (value) => (value === "US" || value === "EU" ? [] : [`is ${JSON.stringify(value)}, and the regions are US and EU`]),
  },
];

function addressesOf(alerts: readonly NewRelicAlert[]): Setting[] {
  const names = alerts.flatMap(({ route: { channel } }) => [
    ...(channel.slack === undefined ? [] : [slackSetting(channel)]),
    ...(channel.webhook === undefined ? [] : [gatewaySetting(channel.webhook)]),
  ]);
  return [...new Set(names)].map((name) => ({ key: `slostack:${name}`, secret: true }));
}

export const newRelic: Evaluator = {
  name: sender,
  settings({ alerts, dashboards }) {
    const selected = newRelicAlerts(alerts);
    return selected.length + newRelicDashboards(dashboards).length === 0 ? [] : [...account, ...addressesOf(selected)];
  },
  refusals,
  provision({ resolved: { environment }, alerts, dashboards, protect }, pages) {
    const selected = { alerts: newRelicAlerts(alerts), dashboards: newRelicDashboards(dashboards) };
    if (selected.alerts.length + selected.dashboards.length === 0) return {};
    const config = new pulumi.Config("slostack");
    const monitoring = new Monitoring("newrelic-monitoring", {
      ...selected,
      environment,
      accountId: new pulumi.Config("newrelic").requireNumber("accountId"),
      pages,
      slackWebhook: (channel) => config.requireSecret(slackSetting(channel)),
      gateway: (name) => config.requireSecret(gatewaySetting(name)),
      protect,
    });
    return { conditions: monitoring.conditions, dashboards: monitoring.dashboards };
  },
};
