import type * as pulumi from "@pulumi/pulumi";
import { type Bridged, providerOf, resourceOf } from "../bridged.ts";
import type { AlertArgs, IntegrationPagerdutyArgs, MetricMonitorArgs } from "./inputs.ts";

/** There is no SDK of the current API on npm: the README says more. */
export const bridged: Bridged = { address: "registry.opentofu.org/jianyuan/sentry", name: "sentry", version: "0.15.4" };

export interface ProviderArgs {
  readonly token: pulumi.Input<string>;
  /** for example `https://sentry.example.com/api/`; default: Sentry's own cloud */
  readonly baseUrl?: pulumi.Input<string>;
}

export class Provider extends providerOf<ProviderArgs>(bridged, ["token"]) {}

export class MetricMonitor extends resourceOf<MetricMonitorArgs>(bridged, "MetricMonitor") {}

export class Alert extends resourceOf<AlertArgs>(bridged, "Alert") {
  declare readonly name: pulumi.Output<string>;
}

/** A PagerDuty service that Sentry may call: an entry in the list of its PagerDuty integration. */
export class IntegrationPagerduty extends resourceOf<IntegrationPagerdutyArgs>(bridged, "IntegrationPagerduty", {
  secrets: ["integrationKey"],
}) {}
