import { addressSettings } from "../addresses.ts";
import { defineVendor, type Setting } from "../vendor.ts";
import { alertReaders } from "./alert-reader.ts";
import { kinds, type NewRelic } from "./kinds.ts";
import { planOf } from "./plan.ts";
import { refusals } from "./refusals.ts";
import { newRelicAlerts, newRelicDashboards } from "./select.ts";
import { newRelicSource } from "./source.ts";

/** Numbers of accounts are not secret: they are in every URL of New Relic's UI. */
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

export const newRelic = defineVendor<NewRelic>({
  name: "newrelic",
  title: "New Relic",
  role: "evaluator",
  sources: [newRelicSource],
  kinds,
  alertReaders,
  settings({ alerts, dashboards }) {
    const selected = newRelicAlerts(alerts);
    return selected.length + newRelicDashboards(dashboards).length === 0 ? [] : [...account, ...addressSettings(selected)];
  },
  refusals,
  plan: planOf,
  sdk: "@pulumi/newrelic",
  resources: async () => (await import("./resources.ts")).resources,
});
