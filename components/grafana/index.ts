import { defineVendor } from "../vendor.ts";
import { alertReaders } from "./alert-reader.ts";
import { type Grafana, kinds } from "./kinds.ts";
import { planOf } from "./plan.ts";
import { refusals } from "./refusals.ts";
import { settings } from "./settings.ts";
import { grafanaSynthetics } from "./source.ts";

export const grafana = defineVendor<Grafana>({
  name: "grafana",
  title: "Grafana",
  role: "evaluator",
  sources: [grafanaSynthetics],
  kinds,
  alertReaders,
  settings,
  refusals,
  plan: planOf,
  sdk: "@pulumiverse/grafana",
  resources: async () => (await import("./resources.ts")).resources,
  unlisted: "checks of endpoints, rules without a group and inhibition rules",
});
