import * as pulumi from "@pulumi/pulumi";
import { providerOf, resourceOf } from "../bridged.ts";
import type { Resources } from "../vendor.ts";
import { bridged } from "./bridge.ts";
import type { AlertArgs, IntegrationPagerdutyArgs, MetricMonitorArgs } from "./inputs.ts";
import type { Sentry } from "./kinds.ts";
import { errorMonitorId, integrationId, teamId, userId } from "./lookups.ts";

export interface ProviderArgs {
  readonly token: pulumi.Input<string>;
  /** for example `https://sentry.example.com/api/`; default: Sentry's own cloud */
  readonly baseUrl?: pulumi.Input<string>;
}

export class Provider extends providerOf<ProviderArgs>(bridged, ["token"]) {}

export class MetricMonitor extends resourceOf<MetricMonitorArgs>(bridged, "MetricMonitor") {}

export class Alert extends resourceOf<AlertArgs>(bridged, "Alert") {}

/** A PagerDuty service that Sentry may call: an entry in the list of its PagerDuty integration. */
export class IntegrationPagerduty extends resourceOf<IntegrationPagerdutyArgs>(bridged, "IntegrationPagerduty", {
  secrets: ["integrationKey"],
}) {}

export const resources: Resources<Sentry> = {
  classes: { pagerdutyIntegration: IntegrationPagerduty, monitor: MetricMonitor, alert: Alert },
  lookUps: { integration: integrationId, errorMonitor: errorMonitorId, team: teamId, user: userId },
  /** `sentry:baseUrl` is for a Sentry of one's own */
  provider() {
    const config = new pulumi.Config("sentry");
    const baseUrl = config.get("baseUrl");
    return new Provider("sentry", { token: config.requireSecret("token"), ...(baseUrl !== undefined && { baseUrl }) });
  },
};
