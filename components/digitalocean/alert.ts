import type * as digitalocean from "@pulumi/digitalocean";
import type * as pulumi from "@pulumi/pulumi";
import { formatDuration } from "../../model/quantity.ts";
import type { Channel } from "../../model/resolved.ts";
import type { HostAlert } from "./select.ts";

/** Incoming webhook of Slack for a channel: a secret. */
export type WebhookOf = (channel: Channel) => pulumi.Input<string>;

const comparisons = { above: "GreaterThan", below: "LessThan" } as const;

/**
 * An alert on one figure of every host that has the tag of the environment. `value` has the unit of the figure (percent,
 * or a plain number for the load); the figure is averaged over `window`, which is how long it must hold.
 *
 * @see https://docs.digitalocean.com/reference/api/reference/monitoring/#monitoring_create_alertPolicy
 */
export function monitorAlertArgs(alert: HostAlert, webhookOf: WebhookOf): digitalocean.MonitorAlertArgs {
  const { when, evaluator, route } = alert;
  const { email, slack } = route.channel;
  return {
    type: `v1/insights/droplet/${when.signal.metric.name}`,
    compare: comparisons[when.compare],
    value: when.threshold.valueOf(),
    window: formatDuration(alert.for),
    tags: [evaluator.tag],
    description: descriptionOf(alert),
    enabled: true,
    alerts: {
      ...(email !== undefined && { emails: [email] }),
      ...(slack !== undefined && { slacks: [{ channel: slack, url: webhookOf(route.channel) }] }),
    },
  };
}

/** What people read first in the mail: DigitalOcean has no other text. */
function descriptionOf({ title, environment, severity, runbook }: HostAlert): string {
  return `${title} (${environment.id}), ${severity.priority}: ${runbook.url}`;
}
