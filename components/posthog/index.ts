import * as pulumi from "@pulumi/pulumi";
import type { Setting, Standalone } from "../vendor.ts";
import { Analytics } from "./analytics.ts";
import { refusals } from "./refusals.ts";
import { Provider } from "./resources.ts";
import { analyticsOf } from "./select.ts";

const settings: readonly Setting[] = [
  { key: "posthog:apiKey", secret: true },
  {
    key: "posthog:projectId",
    secret: false,
    faults: (value) => (/^[1-9]\d*$/.test(value) ? [] : [`is ${JSON.stringify(value)}, and the id of a project is a number`]),
  },
];

const defaultHost = "https://us.posthog.com";

/** Counts what users do, and decides who sees a feature. */
export const posthog: Standalone = {
  name: "posthog",
  settings: ({ resolved }) => (analyticsOf(resolved).length === 0 ? [] : settings),
  refusals,
  provision({ resolved }) {
    const systems = analyticsOf(resolved);
    if (systems.length === 0) return {};
    const config = new pulumi.Config("posthog");
    const provider = new Provider("posthog", { apiKey: config.requireSecret("apiKey"), host: config.get("host") ?? defaultHost });
    const { environment } = resolved;
    const analytics = new Analytics(
      "analytics",
      { systems, environment, projectId: config.require("projectId") },
      { providers: [provider] },
    );
    return { dashboards: analytics.dashboards, flags: analytics.flags };
  },
};
