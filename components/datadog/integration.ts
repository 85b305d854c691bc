import type * as datadog from "@pulumi/datadog";
import type { Input } from "@pulumi/pulumi";
import type { Environment, Identified, Metric, OnCall, Organization } from "../../model/resolved.ts";
import { tagKey } from "../../queries/datadog.ts";
import { pagerName, workflowName } from "./names.ts";
import type { DatadogMonitoring } from "./select.ts";

/** The on-call services that alerts and detections of this environment page, by id. */
export function pagedBy({ alerts, probes, detections }: Pick<DatadogMonitoring, "alerts" | "probes" | "detections">): OnCall[] {
  const paged = [...alerts, ...probes, ...detections].flatMap(({ route }) => (route?.kind === "page" ? [route.onCall] : []));
  return [...new Map(paged.map((onCall) => [onCall.id, onCall])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** @param serviceKey secret integration key at PagerDuty */
export function pagerArgs(onCall: OnCall, environment: Environment, serviceKey: Input<string>): datadog.pagerduty.ServiceObjectArgs {
  return { serviceName: pagerName(onCall, environment), serviceKey };
}

/**
 * Every Slack channel of the catalog, each once: what a message may post to is one list for the whole account. Of several
 * channels of the catalog that post to one of Slack's, the first names it.
 */
export function slackChannels({ channels }: Organization): (Identified & { readonly slack: string })[] {
  const posting = channels.flatMap(({ id, formerly, slack }) => (slack === undefined ? [] : [{ id, formerly, slack }]));
  return posting.filter(({ slack }, index) => posting.findIndex((other) => other.slack === slack) === index);
}

export function slackChannelArgs(slack: string, accountName: string): datadog.slack.ChannelArgs {
  return { accountName, channelName: slack, display: { message: true, muteButtons: false, notified: true, snapshot: true, tags: true } };
}

/**
 * Quantiles and counts beyond a bound can be asked of a distribution only once its percentiles are switched on, with the
 * tags by which they are asked.
 */
export function distributionArgs(metric: Metric): datadog.MetricTagConfigurationArgs {
  const tags = [...metric.labels, ...Object.keys(metric.where)].map(tagKey);
  return {
    metricName: metric.name,
    metricType: "distribution",
    includePercentiles: true,
    excludeTagsMode: false,
    tags: [...new Set(tags)].sort(),
  };
}

/** The workflows of Teams through which alerts and detections of this environment post, by name, with the channels that name them. */
export function workflowsOf({ alerts, probes, detections }: Pick<DatadogMonitoring, "alerts" | "probes" | "detections">) {
  const posted = [...alerts, ...probes, ...detections].flatMap(({ route }) =>
    route?.channel.teams === undefined ? [] : [{ workflow: route.channel.teams, channel: route.channel }],
  );
  return [...Map.groupBy(posted, ({ workflow }) => workflow)]
    .map(([workflow, those]) => ({ workflow, channels: [...new Set(those.map(({ channel }) => channel.id))].sort() }))
    .sort((one, other) => (one.workflow < other.workflow ? -1 : 1));
}

/**
 * An Adaptive Card, as a workflow of Teams takes it. Datadog fills in the words that begin with a dollar and writes each as text of JSON.
 *
 * @see https://docs.datadoghq.com/integrations/webhooks/
 */
const card = JSON.stringify({
  type: "message",
  attachments: [
    {
      contentType: "application/vnd.microsoft.card.adaptive",
      content: {
        $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
        type: "AdaptiveCard",
        version: "1.4",
        body: [
          { type: "TextBlock", text: "$EVENT_TITLE", weight: "Bolder", size: "Medium", wrap: true },
          { type: "TextBlock", text: "$TEXT_ONLY_MSG", wrap: true },
        ],
        actions: [{ type: "Action.OpenUrl", title: "Datadog", url: "$LINK" }],
      },
    },
  ],
});

/** @param url secret: of the workflow */
export function workflowArgs(workflow: string, environment: Environment, url: Input<string>): datadog.WebhookArgs {
  return { name: workflowName(workflow, environment), url, encodeAs: "json", payload: card };
}
