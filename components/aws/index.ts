import { defineVendor } from "../vendor.ts";
import { alertReaders } from "./alert-reader.ts";
import { type Aws, kinds } from "./kinds.ts";
import { planOf } from "./plan.ts";
import { refusals } from "./refusals.ts";
import { forAws, hasWork } from "./select.ts";
import { logGroupSource } from "./source.ts";

export const aws = defineVendor<Aws>({
  name: "aws",
  title: "CloudWatch",
  role: "evaluator",
  sources: [logGroupSource],
  kinds,
  alertReaders,
  /** Credentials are none of these: they come from the environment, as every AWS program takes them. */
  settings: (monitoring) => (hasWork(forAws(monitoring)) ? [{ key: "aws:region", secret: false }] : []),
  refusals: (monitoring) => refusals(forAws(monitoring)),
  plan: planOf,
  sdk: "@pulumi/aws",
  resources: async () => (await import("./resources.ts")).resources,
  unlisted: "alarms, metric filters, topics and subscriptions",
});
