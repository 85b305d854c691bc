import * as pulumi from "@pulumi/pulumi";
import type { Evaluator, Setting } from "../vendor.ts";
import { listers } from "./listing.ts";
import { Monitoring } from "./monitoring.ts";
import { isProbe } from "./probe.ts";
import { refusals } from "./refusals.ts";
import { forGrafana, type GrafanaMonitoring } from "./select.ts";

const name = "grafana";

const settings: readonly Setting[] = [
  { key: "grafana:url", secret: false },
  { key: "grafana:auth", secret: true },
  { key: "slostack:slackToken", secret: true },
];

/** Where endpoints are asked: a product of its own within Grafana Cloud. */
const synthetics: readonly Setting[] = [
  { key: "grafana:smUrl", secret: false },
  { key: "grafana:smAccessToken", secret: true },
];

function hasWork({ alerts, dashboards }: GrafanaMonitoring): boolean {
  return alerts.length + dashboards.length > 0;
}

export const grafana: Evaluator = {
  name,
  listers,
  unlisted: "contact points, hours and message templates",
  settings(monitoring) {
    const selected = forGrafana(monitoring);
    if (!hasWork(selected)) return [];
    return selected.alerts.some(isProbe) ? [...settings, ...synthetics] : settings;
  },
  refusals,
  provision(monitoring, pages, heartbeats) {
    const selected = forGrafana(monitoring);
    if (!hasWork(selected)) return {};
    const slackToken = new pulumi.Config("slostack").requireSecret("slackToken");
    const { dashboards, contactPoints, rules } = new Monitoring("monitoring", { ...selected, pages, heartbeats, sender: name, slackToken });
    return { dashboards, contactPoints, rules };
  },
};
