import { addressSettings } from "../addresses.ts";
import { defineVendor, type Setting } from "../vendor.ts";
import { alertReaders } from "./alert-reader.ts";
import { type Checkly, kinds } from "./kinds.ts";
import { planOf } from "./plan.ts";
import { refusals } from "./refusals.ts";
import { forCheckly } from "./select.ts";
import { checklySource } from "./source.ts";

const account: readonly Setting[] = [
  { key: "checkly:apiKey", secret: true },
  { key: "checkly:accountId", secret: false },
];

/** Probes endpoints from outside. */
export const checkly = defineVendor<Checkly>({
  name: "checkly",
  title: "Checkly",
  role: "evaluator",
  sources: [checklySource],
  kinds,
  alertReaders,
  settings(monitoring) {
    const { alerts } = forCheckly(monitoring);
    return alerts.length === 0 ? [] : [...account, ...addressSettings(alerts)];
  },
  refusals,
  plan: planOf,
  sdk: "@checkly/pulumi",
  resources: async () => (await import("./resources.ts")).resources,
});
