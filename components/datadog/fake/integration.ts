import type { ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { filled, oneOf, refuse, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, list, text } from "../../../sandbox/fake-provider/value.ts";
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

/** What can be asked of a metric: one object a name, in the whole account. A metric exists once a point of it was sent. */
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
  refuse: (inputs, { account }) => {
    const name = text(inputs.metricName);
    if (!/^[a-zA-Z][\w.]*$/.test(name)) return refuse("metricName", `"${name}" is no metric name`);
    return refuseIf(account.get("metric", name) === undefined, "metricName", `the metric ${name} does not exist: no point of it was sent`);
  },
  normalise: sortedTags,
  canonical: sortedTags,
  id: (inputs) => text(inputs.metricName),
};
