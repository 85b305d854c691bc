import { defineVendor } from "../vendor.ts";
import { alertReaders } from "./alert-reader.ts";
import { kinds, type Sentry } from "./kinds.ts";
import { planOf } from "./plan.ts";
import { refusals } from "./refusals.ts";
import { sentryAlerts } from "./select.ts";
import { settingsOf } from "./settings.ts";
import { sentrySource } from "./source.ts";

export const sentry = defineVendor<Sentry>({
  name: "sentry",
  title: "Sentry",
  role: "evaluator",
  sources: [sentrySource],
  kinds,
  alertReaders,
  settings: ({ alerts }) => settingsOf(sentryAlerts(alerts)),
  refusals,
  plan: planOf,
  resources: async () => (await import("./resources.ts")).resources,
});
