import { aws } from "./aws/index.ts";
import { axiom } from "./axiom/index.ts";
import { betterStack } from "./better-stack/index.ts";
import { checkly } from "./checkly/index.ts";
import { datadog } from "./datadog/index.ts";
import { digitalOcean } from "./digitalocean/index.ts";
import { grafana } from "./grafana/index.ts";
import { newRelic } from "./newrelic/index.ts";
import { opsgenie } from "./opsgenie/index.ts";
import { pagerduty } from "./pagerduty/index.ts";
import { posthog } from "./posthog/index.ts";
import { sentry } from "./sentry/index.ts";
import { uptimeRobot } from "./uptimerobot/index.ts";
import type { Vendor } from "./vendor.ts";

/** Every vendor that the project knows, one line each. */
export const registry: readonly Vendor[] = [
  pagerduty,
  opsgenie,
  betterStack,
  grafana,
  datadog,
  aws,
  sentry,
  newRelic,
  digitalOcean,
  uptimeRobot,
  checkly,
  axiom,
  posthog,
];
