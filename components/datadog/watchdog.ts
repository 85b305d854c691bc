import type * as datadog from "@pulumi/datadog";
import type { Input } from "@pulumi/pulumi";
import { logicalName } from "../../model/ids.ts";
import { formatDuration } from "../../model/quantity.ts";
import type { Watchdog } from "../../monitors/watchdogs.ts";
import { Inexpressible, tag } from "../../queries/datadog.ts";
import { nameIn } from "../names.ts";
import { settled } from "./monitor.ts";
import { commonTags, sortedTags } from "./tags.ts";

/** Minutes: https://docs.datadoghq.com/monitors/configuration/#renotify offers nothing shorter. */
const shortestRenotification = 10;

/** Name by which messages call the address. */
function webhookName({ name, environment }: Watchdog): string {
  return logicalName(name, environment.id);
}

/** @param address secret */
export function heartbeatWebhookArgs(watchdog: Watchdog, address: Input<string>): datadog.WebhookArgs {
  return { name: webhookName(watchdog), url: address, encodeAs: "json" };
}

/**
 * A monitor that always fires, and notifies again and again: no sum of agents is below nothing, also where none reports.
 *
 * @throws Inexpressible if heartbeats are wanted more often, or at other times, than Datadog notifies again
 */
export function heartbeatMonitorArgs(watchdog: Watchdog): datadog.MonitorArgs {
  const { name, environment, when } = watchdog;
  const minutes = when.every / 60;
  if (minutes < shortestRenotification || !Number.isInteger(minutes))
    throw new Inexpressible(
      `the renotification interval is in whole minutes, at least ${shortestRenotification}, not ${formatDuration(when.every)}`,
    );
  return {
    ...settled,
    name: nameIn(environment, "Sign of life"),
    type: "query alert",
    query: "avg(last_10m):default_zero(sum:datadog.agent.running{*}) >= 0",
    monitorThresholds: { critical: "0" },
    onMissingData: "default",
    message: `{{#is_alert}}\nAlways fires. Who misses it calls somebody.\n@webhook-${webhookName(watchdog)}\n{{/is_alert}}`,
    renotifyInterval: minutes,
    renotifyStatuses: ["alert"],
    tags: sortedTags([...commonTags(environment), tag("alert", name), "role:sign-of-life"]),
  };
}
