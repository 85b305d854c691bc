import * as pulumi from "@pulumi/pulumi";
import type { Evaluator, Setting } from "../vendor.ts";
import { listers } from "./listing.ts";
import { Monitoring } from "./monitoring.ts";
import { hasWork, type Own, ownOf } from "./own.ts";
import { refusals } from "./refusals.ts";

const name = "datadog";

const account: readonly Setting[] = [
  { key: "datadog:apiKey", secret: true },
  { key: "datadog:appKey", secret: true },
  { key: "datadog:apiUrl", secret: false },
];
const slack: Setting = { key: "slostack:datadogSlackAccount", secret: false };

/** Is anybody told through Slack, by an alert or by a detection? */
function postsToSlack({ alerts, probes, detections }: Own): boolean {
  return [...alerts, ...probes, ...detections].some(({ route }) => route?.channel.slack !== undefined);
}

export const datadog: Evaluator = {
  name,
  listers,
  unlisted: "dashboards, downtimes, log pipelines, synthetic tests, webhooks and channels",
  settings(monitoring) {
    const own = ownOf(monitoring);
    if (!hasWork(own)) return [];
    return postsToSlack(own) ? [...account, slack] : account;
  },
  refusals,
  provision(monitoring, pages, heartbeats) {
    const own = ownOf(monitoring);
    if (!hasWork(own)) return {};
    const slackAccount = postsToSlack(own) ? new pulumi.Config("slostack").require("datadogSlackAccount") : undefined;
    const { dashboards, counts } = new Monitoring("datadog", { ...own, pages, heartbeats, sender: name, slackAccount });
    return { dashboards, counts };
  },
};
