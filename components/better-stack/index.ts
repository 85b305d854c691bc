import * as pulumi from "@pulumi/pulumi";
import { gatewaySetting } from "../names.ts";
import type { Monitoring as Given, Receiver, Setting } from "../vendor.ts";
import { Customers } from "./customers.ts";
import { Monitoring } from "./monitoring.ts";
import { sender } from "./names.ts";
import { provider, token } from "./provider.ts";
import { refusals } from "./refusals.ts";
import { type BetterStackMonitoring, forBetterStack, handedOut } from "./select.ts";

function hasWork({ alerts, probes, pages }: BetterStackMonitoring): boolean {
  return alerts.length + probes.length + pages.length > 0;
}

function settings(monitoring: Given): Setting[] {
  const plan = forBetterStack(monitoring);
  if (!hasWork(plan)) return [];
  return [token, ...plan.gateways.map((name) => ({ key: `slostack:${gatewaySetting(name)}`, secret: true }))];
}

/** Asks endpoints, shows their state to customers, and misses the signs of life of other evaluators. */
export const betterStack: Receiver = {
  name: sender,
  settings,
  refusals,
  provision(monitoring, pages) {
    const plan = forBetterStack(monitoring);
    if (!hasWork(plan)) return { address: () => undefined, outputs: {} };
    const { protect } = monitoring;
    const config = new pulumi.Config("slostack");
    const gateway = (name: string) => config.requireSecret(gatewaySetting(name));
    const options = { providers: [provider()] };
    const { monitors, heartbeats } = new Monitoring("monitoring", { plan, pages, gateway, protect }, options);
    if (plan.pages.length > 0) new Customers("customers", { pages: plan.pages, monitors, protect }, options);
    return {
      address: (watchdog) => heartbeats.get(watchdog),
      outputs: {
        statusPages: Object.fromEntries(plan.pages.map(({ system, page }) => [system.id, `https://${page.domain}`])),
        signsOfLife: Object.fromEntries(handedOut(plan).map((alert) => [alert.name, heartbeats.get(alert.name)])),
      },
    };
  },
};
