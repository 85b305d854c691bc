import { defineVendor, type Setting } from "../vendor.ts";
import { kinds, type PostHog } from "./kinds.ts";
import { planOf } from "./plan.ts";
import { refusals } from "./refusals.ts";
import { analyticsOf } from "./select.ts";

const settings: readonly Setting[] = [
  { key: "posthog:apiKey", secret: true },
  {
    key: "posthog:projectId",
    secret: false,
    faults: (value) => (/^[1-9]\d*$/.test(value) ? [] : [`is ${JSON.stringify(value)}, and the id of a project is a number`]),
  },
];

/** Counts what users do, and decides who sees a feature. */
export const posthog = defineVendor<PostHog>({
  name: "posthog",
  title: "PostHog",
  role: "standalone",
  takes: "analytics",
  kinds,
  settings: ({ resolved }) => (analyticsOf(resolved).length === 0 ? [] : settings),
  refusals,
  plan: planOf,
  resources: async () => (await import("./resources.ts")).resources,
});
