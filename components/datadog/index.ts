import * as pulumi from "@pulumi/pulumi";
import type { Evaluator, Setting } from "../vendor.ts";
import { listers } from "./listing.ts";
import { Monitoring } from "./monitoring.ts";
import { refusals } from "./refusals.ts";
import { type DatadogMonitoring, forDatadog, hasWork } from "./select.ts";

const name = "datadog";

const account: readonly Setting[] = [
  { key: "datadog:apiKey", secret: true },
  { key: "datadog:appKey", secret: true },
  { key: "datadog:apiUrl", secret: false },
];
const distributionKey = "datadogDistributions";
const slack: Setting = { key: "slostack:datadogSlackAccount", secret: false };

/**
 * Percentiles are switched on metric by metric, and the API knows no metric before a point of it was sent: on a new
 * account that would end the first `up` halfway. So a person says which it is, before anything is registered.
 */
function distributionSetting({ distributions }: DatadogMonitoring): Setting {
  const names = distributions.map((metric) => metric.name).join(", ");
  return {
    key: `slostack:${distributionKey}`,
    secret: false,
    decides: `sent (once Datadog has points of ${names}) or later (until then its percentiles stay off, and what reads them finds no data)`,
    faults: (value) => (value === "sent" || value === "later" ? [] : [`is ${JSON.stringify(value)}, and may be sent or later`]),
  };
}

/** Does this stack switch percentiles on? They are there once an account. */
const switchesPercentiles = ({ distributions, resolved }: DatadogMonitoring): boolean =>
  resolved.environment.ownsAccount && distributions.length > 0;

/** The metrics whose percentiles are to be switched on now. */
function distributionsOf(selected: DatadogMonitoring): DatadogMonitoring["distributions"] {
  if (!switchesPercentiles(selected) || new pulumi.Config("slostack").require(distributionKey) === "sent") return selected.distributions;
  const names = selected.distributions.map((metric) => metric.name).join(", ");
  pulumi.log.warn(
    `The percentiles of ${names} stay off, and alerts on them see no data, until the application has sent them and slostack:${distributionKey} is set to sent.`,
  );
  return [];
}

/** Is anybody told through Slack, by an alert or by a detection? */
function postsToSlack({ alerts, probes, detections }: DatadogMonitoring): boolean {
  return [...alerts, ...probes, ...detections].some(({ route }) => route?.channel.slack !== undefined);
}

export const datadog: Evaluator = {
  name,
  listers,
  unlisted: "dashboards, downtimes, log pipelines, synthetic tests, webhooks and channels",
  settings(monitoring) {
    const selected = forDatadog(monitoring);
    if (!hasWork(selected)) return [];
    return [
      ...account,
      ...(postsToSlack(selected) ? [slack] : []),
      ...(switchesPercentiles(selected) ? [distributionSetting(selected)] : []),
    ];
  },
  refusals,
  provision(monitoring, pages, heartbeats) {
    const selected = forDatadog(monitoring);
    if (!hasWork(selected)) return {};
    const slackAccount = postsToSlack(selected) ? new pulumi.Config("slostack").require("datadogSlackAccount") : undefined;
    const distributions = distributionsOf(selected);
    const { dashboards, counts } = new Monitoring("datadog", {
      ...selected,
      distributions,
      pages,
      heartbeats,
      sender: name,
      slackAccount,
    });
    return { dashboards, counts };
  },
};
