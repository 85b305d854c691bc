import { addressSettings } from "../addresses.ts";
import { defineVendor, type Setting } from "../vendor.ts";
import { alertReaders } from "./alert-reader.ts";
import { type Grafana, kinds } from "./kinds.ts";
import { planOf } from "./plan.ts";
import { isProbe } from "./probe.ts";
import { refusals } from "./refusals.ts";
import { forGrafana } from "./select.ts";
import { grafanaSynthetics } from "./source.ts";

const account: readonly Setting[] = [
  { key: "grafana:url", secret: false },
  { key: "grafana:auth", secret: true },
  { key: "slostack:slackToken", secret: true },
];

/** Where endpoints are probed: a product of its own within Grafana Cloud. */
const synthetics: readonly Setting[] = [
  { key: "grafana:smUrl", secret: false },
  { key: "grafana:smAccessToken", secret: true },
];

export const grafana = defineVendor<Grafana>({
  name: "grafana",
  title: "Grafana",
  role: "evaluator",
  sources: [grafanaSynthetics],
  kinds,
  alertReaders,
  settings(monitoring) {
    const { alerts, dashboards } = forGrafana(monitoring);
    if (alerts.length + dashboards.length === 0) return [];
    return [...account, ...(alerts.some(isProbe) ? synthetics : []), ...addressSettings(alerts, ["teams"])];
  },
  refusals,
  plan: planOf,
  sdk: "@pulumiverse/grafana",
  resources: async () => (await import("./resources.ts")).resources,
  unlisted: "checks of endpoints",
});
