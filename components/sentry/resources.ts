import * as pulumi from "@pulumi/pulumi";
import type { AlertArgs, IntegrationPagerdutyArgs, MetricMonitorArgs } from "./inputs.ts";
import { bridged, packageRef } from "./package.ts";

/*
 * The classes that a generated SDK of the package would have, as far as they are used. Tokens follow the bridge's rule:
 * the provider's name, then `index`, then the Terraform name without its prefix.
 */

const versioned = (options: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions =>
  pulumi.mergeOptions({ version: bridged.version }, options);

export interface ProviderArgs {
  readonly token: pulumi.Input<string>;
  /** for example `https://sentry.example.com/api/`; default: Sentry's own cloud */
  readonly baseUrl?: pulumi.Input<string>;
}

export class Provider extends pulumi.ProviderResource {
  constructor(name: string, { token, baseUrl }: ProviderArgs, options: pulumi.ResourceOptions = {}) {
    const args = { token: pulumi.secret(token), ...(baseUrl !== undefined && { baseUrl }) };
    super(bridged.name, name, args, pulumi.mergeOptions({ version: bridged.version }, options), false, packageRef());
  }
}

export class MetricMonitor extends pulumi.CustomResource {
  declare readonly name: pulumi.Output<string>;

  constructor(name: string, args: MetricMonitorArgs, options: pulumi.CustomResourceOptions) {
    super("sentry:index/metricMonitor:MetricMonitor", name, { ...args }, versioned(options), false, packageRef());
  }
}

export class Alert extends pulumi.CustomResource {
  declare readonly name: pulumi.Output<string>;

  constructor(name: string, args: AlertArgs, options: pulumi.CustomResourceOptions) {
    super("sentry:index/alert:Alert", name, { ...args }, versioned(options), false, packageRef());
  }
}

/** A PagerDuty service that Sentry may call: an entry in the list of its PagerDuty integration. */
export class IntegrationPagerduty extends pulumi.CustomResource {
  declare readonly service: pulumi.Output<string>;

  constructor(name: string, args: IntegrationPagerdutyArgs, options: pulumi.CustomResourceOptions) {
    const secret = { ...args, integrationKey: pulumi.secret(args.integrationKey) };
    const kept = pulumi.mergeOptions(versioned(options), { additionalSecretOutputs: ["integrationKey"] });
    super("sentry:index/integrationPagerduty:IntegrationPagerduty", name, secret, kept, false, packageRef());
  }
}
