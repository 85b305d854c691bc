import { defineVendor } from "../vendor.ts";
import { alertReaders } from "./alert-reader.ts";
import { type Datadog, kinds } from "./kinds.ts";
import { planOf } from "./plan.ts";
import { refusals } from "./refusals.ts";
import { settings } from "./settings.ts";
import { datadogSource, datadogSynthetics } from "./source.ts";

export const datadog = defineVendor<Datadog>({
  name: "datadog",
  title: "Datadog",
  role: "evaluator",
  sources: [datadogSource, datadogSynthetics],
  takes: "logs",
  kinds,
  alertReaders,
  settings,
  refusals,
  plan: planOf,
  sdk: "@pulumi/datadog",
  resources: async () => (await import("./resources.ts")).resources,
  unlisted: "PagerDuty integrations, metric tags, log pipelines, scanners, detection rules, synthetic tests and webhooks",
});
