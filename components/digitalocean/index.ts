import { addressSettings } from "../addresses.ts";
import { defineVendor, type Setting } from "../vendor.ts";
import { alertReaders } from "./alert-reader.ts";
import { type DigitalOcean, kinds } from "./kinds.ts";
import { planOf } from "./plan.ts";
import { refusals } from "./refusals.ts";
import { digitalOceanAlerts } from "./select.ts";
import { digitalOceanSource } from "./source.ts";

const token: Setting = { key: "digitalocean:token", secret: true };

export const digitalOcean = defineVendor<DigitalOcean>({
  name: "digitalocean",
  title: "DigitalOcean",
  role: "evaluator",
  sources: [digitalOceanSource],
  kinds,
  alertReaders,
  settings({ alerts }) {
    const selected = digitalOceanAlerts(alerts);
    return selected.length === 0 ? [] : [token, ...addressSettings(selected, ["slack"])];
  },
  refusals,
  plan: planOf,
  sdk: "@pulumi/digitalocean",
  resources: async () => (await import("./resources.ts")).resources,
});
