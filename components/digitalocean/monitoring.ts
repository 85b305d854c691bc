import * as digitalocean from "@pulumi/digitalocean";
import * as pulumi from "@pulumi/pulumi";
import { monitorAlertArgs, type WebhookOf } from "./alert.ts";
import type { HostAlert } from "./select.ts";

export interface MonitoringArgs {
  readonly alerts: readonly HostAlert[];
  readonly webhookOf: WebhookOf;
}

/** Every alert of one environment at DigitalOcean. */
export class Monitoring extends pulumi.ComponentResource {
  /** ids of the alerts by logical name */
  readonly alerts: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, { alerts, webhookOf }: MonitoringArgs, options: pulumi.ComponentResourceOptions = {}) {
    super("slostack:digitalocean:Monitoring", name, {}, options);
    this.alerts = Object.fromEntries(
      alerts.map((alert) => {
        const aliases = alert.formerNames.map((former) => ({ name: former }));
        // The address of a webhook lies deep in the alerts, which are a secret as a whole.
        const child = { parent: this, aliases, additionalSecretOutputs: ["alerts"] };
        return [alert.name, new digitalocean.MonitorAlert(alert.name, monitorAlertArgs(alert, webhookOf), child).uuid];
      }),
    );
    this.registerOutputs({ alerts: this.alerts });
  }
}
