import { gatewaySetting } from "../names.ts";
import { defineVendor, type Setting } from "../vendor.ts";
import { alertReaders } from "./alert-reader.ts";
import { type BetterStack, kinds } from "./kinds.ts";
import { planOf } from "./plan.ts";
import { refusals } from "./refusals.ts";
import { forBetterStack, hasWork } from "./select.ts";
import { betterStackSource } from "./source.ts";

/** Token of the team for the Uptime API. */
const token: Setting = { key: "better-uptime:apiToken", secret: true };

/** Probes endpoints, shows their state to customers, and misses the heartbeats of other evaluators. */
export const betterStack = defineVendor<BetterStack>({
  name: "better-stack",
  title: "Better Stack",
  role: "receiver",
  sources: [betterStackSource],
  takes: "status-page",
  kinds,
  alertReaders,
  settings(monitoring) {
    const selected = forBetterStack(monitoring);
    if (!hasWork(selected)) return [];
    return [token, ...selected.gateways.map((name) => ({ key: `slostack:${gatewaySetting(name)}`, secret: true }))];
  },
  refusals,
  plan: planOf,
  resources: async () => (await import("./resources.ts")).resources,
  unlisted: "sections and components of status pages",
});
