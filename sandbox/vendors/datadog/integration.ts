import type { ResourceModel } from "../../stand-in/model.ts";
import { type Fields, list, text } from "../../stand-in/value.ts";
import { filled, oneOf, refuseIf } from "../rules.ts";
import { nonBlank } from "./shared.ts";

/** A PagerDuty service as Datadog knows it. Its key is never given back. */
export const serviceObject: ResourceModel = {
  required: ["serviceKey", "serviceName"],
  replaces: ["serviceName"],
  writeOnly: ["serviceKey"],
  refuse: (inputs) => [...nonBlank(inputs, "serviceName"), ...nonBlank(inputs, "serviceKey")],
  id: (inputs) => text(inputs.serviceName),
};

export const slackChannel: ResourceModel = {
  required: ["accountName", "channelName", "display"],
  replaces: ["accountName"],
  refuse: (inputs) => [
    ...nonBlank(inputs, "accountName"),
    ...refuseIf(
      !/^#[^\s#]+$/.test(text(inputs.channelName)),
      "channelName",
      `channel name "${text(inputs.channelName)}" must start with #`,
    ),
  ],
  id: (inputs) => `${text(inputs.accountName)}:${text(inputs.channelName)}`,
};

/** An address that messages call by name. */
export const webhook: ResourceModel = {
  required: ["name", "url"],
  replaces: ["name"],
  defaults: (inputs) => filled({ encodeAs: "json" }, inputs),
  check: (inputs) => oneOf("encodeAs", inputs.encodeAs, ["json", "form"]),
  refuse: (inputs) => [
    ...refuseIf(!/^[\w-]+$/.test(text(inputs.name)), "name", `"${text(inputs.name)}" is no name of a webhook`),
    ...refuseIf(!/^https?:\/\//.test(text(inputs.url)), "url", "invalid url"),
  ],
  computes: ["payload"],
  computed: (_id, stored) => ({ payload: stored.payload ?? "{}" }),
  id: (inputs) => text(inputs.name),
};

const sortedTags = (inputs: Fields): Fields => ({ ...inputs, tags: [...list(inputs.tags)].map(text).sort() });

/** What can be asked of a metric: one object a name, in the whole account. */
export const metricTagConfiguration: ResourceModel = {
  required: ["metricName", "metricType", "tags"],
  replaces: ["metricName", "metricType"],
  check: (inputs) => [
    ...oneOf("metricType", inputs.metricType, ["gauge", "count", "rate", "distribution"]),
    ...refuseIf(
      inputs.includePercentiles !== undefined && inputs.metricType !== "distribution",
      "includePercentiles",
      "include_percentiles can only be applied to metrics of type distribution",
    ),
  ],
  refuse: (inputs) =>
    refuseIf(!/^[a-zA-Z][\w.]*$/.test(text(inputs.metricName)), "metricName", `"${text(inputs.metricName)}" is no metric name`),
  normalise: sortedTags,
  canonical: sortedTags,
  id: (inputs) => text(inputs.metricName),
};
