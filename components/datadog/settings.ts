import { addressSettings } from "../addresses.ts";
import type { Stack } from "../plan.ts";
import type { Monitoring, Setting } from "../vendor.ts";
import { type DatadogMonitoring, forDatadog, hasWork } from "./select.ts";

const account: readonly Setting[] = [
  { key: "datadog:apiKey", secret: true },
  { key: "datadog:appKey", secret: true },
  { key: "datadog:apiUrl", secret: false },
];
export const distributionKey = "slostack:datadogDistributions";
/** Its value once the application has sent them. */
export const sent = "sent";
const slackKey = "slostack:datadogSlackAccount";

export function settings(monitoring: Monitoring): readonly Setting[] {
  const selected = forDatadog(monitoring);
  if (!hasWork(selected)) return [];
  return [
    ...account,
    ...(postsToSlack(selected) ? [{ key: slackKey, secret: false }] : []),
    ...addressSettings(
      [...selected.alerts, ...selected.probes, ...selected.detections.flatMap(({ route }) => (route ? [{ route }] : []))],
      ["teams"],
    ),
    ...(switchesPercentiles(selected) ? [distributionSetting(selected)] : []),
  ];
}

/**
 * Percentiles are switched on metric by metric, and the API knows no metric before a point of it was sent: on a new
 * account that would end the first `up` halfway. So a person says which it is, before anything is registered.
 */
function distributionSetting(selected: DatadogMonitoring): Setting {
  return {
    key: distributionKey,
    secret: false,
    decides: `sent (once Datadog has points of ${namesOf(selected)}) or later (until then its percentiles stay off, and what reads them finds no data)`,
    faults: (value) => (value === "sent" || value === "later" ? [] : [`is ${JSON.stringify(value)}, and may be sent or later`]),
  };
}

const namesOf = ({ distributions }: DatadogMonitoring): string => distributions.map(({ name }) => name).join(", ");

/** Does this stack switch percentiles on? They are there once an account. */
const switchesPercentiles = ({ distributions, resolved }: DatadogMonitoring): boolean =>
  resolved.environment.ownsAccount && distributions.length > 0;

/** The metrics whose percentiles are to be switched on now, or those that have to wait, with a sentence that says so. */
export function distributionsNow(
  selected: DatadogMonitoring,
  stack: Stack,
): Record<"distributions" | "waiting", DatadogMonitoring["distributions"]> & { readonly notices: readonly string[] } {
  const { distributions } = selected;
  if (!switchesPercentiles(selected)) return { distributions: [], waiting: [], notices: [] };
  if (stack.required(distributionKey) === sent) return { distributions, waiting: [], notices: [] };
  const notice = `The percentiles of ${namesOf(selected)} stay off, and alerts on them see no data, until the application has sent them and ${distributionKey} is set to sent.`;
  return { distributions: [], waiting: distributions, notices: [notice] };
}

/** Name of the Slack workspace, as the integration has it; undefined where no alert and no detection posts to Slack. */
export function slackAccountOf(selected: DatadogMonitoring, stack: Stack): string | undefined {
  return postsToSlack(selected) ? stack.required(slackKey) : undefined;
}

function postsToSlack({ alerts, probes, detections }: DatadogMonitoring): boolean {
  return [...alerts, ...probes, ...detections].some(({ route }) => route?.channel.slack !== undefined);
}
