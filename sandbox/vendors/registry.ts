import type { VendorModel } from "../stand-in/model.ts";
import { aws } from "./aws.ts";
import { axiom } from "./axiom.ts";
import { betterStack } from "./better-stack.ts";
import { datadog } from "./datadog.ts";
import { digitalOcean } from "./digitalocean.ts";
import { grafana } from "./grafana.ts";
import { newRelic } from "./newrelic.ts";
import { opsgenie } from "./opsgenie.ts";
import { pagerduty } from "./pagerduty.ts";
import { posthog } from "./posthog.ts";
import { sentry } from "./sentry.ts";
import { uptimeRobot } from "./uptimerobot.ts";

/** The vendors that have a stand-in. A further one is a model beside these and a line here. */
export const vendors: readonly VendorModel[] = [
  aws,
  axiom,
  betterStack,
  datadog,
  digitalOcean,
  grafana,
  newRelic,
  opsgenie,
  pagerduty,
  posthog,
  sentry,
  uptimeRobot,
];
